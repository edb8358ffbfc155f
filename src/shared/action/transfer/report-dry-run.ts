import { formatCount } from '../../format-count.ts';
import { filterRecords, mapRecords } from '../../transfer/index.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { escapeMarkdown } from '../runner/markdown/markdown.ts';

interface PlannedFile {
  readonly name: string;
  readonly decision: string;
  readonly reason: string;
}

const MAX_LISTED_FILES = 100;

/**
 * Logs the files of a plan that is not run: first what it would change, then files to delete, then unchanged files. A long list
 * ends in the number of further files.
 * @param deletes files of the dataset to delete.
 * @param totals of the plan, for the summary.
 */
export function reportDryRun(
  planned: Iterable<PlannedFile>,
  deletes: Iterable<Pick<PlannedFile, 'name'>>,
  totals: string,
  verb: 'uploaded' | 'downloaded',
  { log, summary }: Pick<Deps<never>, 'log' | 'summary'>,
): void {
  const list = (isSelected: (decision: string) => boolean) =>
    mapRecords(
      filterRecords(planned, ({ decision }) => isSelected(decision)),
      ({ decision, name, reason }) => `${decision}: ${name} (${reason})`,
    );
  for (const lines of [
    list((decision) => decision !== 'skip'),
    mapRecords(deletes, ({ name }) => `delete: ${name}`),
    list((decision) => decision === 'skip'),
  ]) {
    let count = 0;
    for (const line of lines) {
      count += 1;
      if (count <= MAX_LISTED_FILES) log.info(line);
    }
    if (count > MAX_LISTED_FILES) log.info(`… and ${formatCount(count - MAX_LISTED_FILES, 'more file')}`);
  }
  const note = `Dry run. Nothing was ${verb}.`;
  log.info(note);
  summary.add(`${note} ${escapeMarkdown(totals)}.`);
}
