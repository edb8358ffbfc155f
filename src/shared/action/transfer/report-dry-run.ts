import { formatCount } from '../../format-count.ts';
import { filterRecords } from '../../transfer/index.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { escapeMarkdown } from '../runner/markdown/markdown.ts';

interface PlannedFile {
  readonly name: string;
  readonly decision: string;
  readonly reason?: string;
}

const MAX_LISTED_FILES = 100;

/**
 * Logs the files of a plan that is not run: first what it would change, then files to delete, then unchanged files. A long list
 * ends in the number of further files.
 * @param others files of the dataset without a local file.
 * @param totals of the plan, for the summary.
 */
export function reportDryRun(
  planned: Iterable<PlannedFile>,
  others: Iterable<PlannedFile>,
  totals: string,
  verb: 'uploaded' | 'downloaded',
  { log, summary }: Pick<Deps<never>, 'log' | 'summary'>,
): void {
  const lists = [
    filterRecords(planned, ({ decision }) => decision !== 'skip'),
    filterRecords(others, ({ decision }) => decision === 'delete'),
    filterRecords(planned, ({ decision }) => decision === 'skip'),
  ];
  for (const list of lists) {
    let count = 0;
    for (const { name, decision, reason } of list) {
      count += 1;
      if (count <= MAX_LISTED_FILES)
        log.info(`${decision}: ${name}${reason === undefined ? '' : ` (${reason})`}`);
    }
    if (count > MAX_LISTED_FILES) log.info(`… and ${formatCount(count - MAX_LISTED_FILES, 'more file')}`);
  }
  const note = `Dry run. Nothing was ${verb}.`;
  log.info(note);
  summary.add(`${note} ${escapeMarkdown(totals)}.`);
}
