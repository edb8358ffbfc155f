import { formatCount } from '../../format-count.ts';
import { type FileOutcome, filterRecords, type TransferResult } from '../../transfer/index.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

const MAX_LISTED_FILES = 20;
const RERUN_ADVICE = 'Re-run the job. The step skips files that are complete.';

/** The files that the plan rejected, for a reason that a re-run cannot change. */
interface Rejection {
  readonly rejectedCount: number;
  /** If no other file failed. */
  readonly advice: string;
}

/** Whether a run has transferred all files. */
export function isTransferComplete({ ended, counts }: TransferResult): boolean {
  return ended === 'complete' && counts.failed + counts['not-done'] === 0;
}

/**
 * Fails the step if a run did not transfer all files.
 * @throws StepFailedError that lists the files and the reasons; the signal's reason if the step was cancelled.
 */
export function assertTransferSucceeded(
  result: TransferResult,
  signal: AbortSignal,
  rejection?: Rejection,
): void {
  const { counts, manifest, ended, error } = result;
  const verb = `${manifest.direction}ed` as const;
  const incompleteCount = counts.failed + counts['not-done'];
  const summary = `${counts[verb]} ${verb}, ${counts.skipped} unchanged, ${counts.failed} failed, ${counts['not-done']} not completed`;
  if (ended === 'aborted') throw signal.reason;
  if (isTransferComplete(result)) return;
  const select = (selected: FileOutcome) =>
    filterRecords(manifest.files, ({ outcome }) => outcome === selected);
  const firstFiles = [
    ...select('failed').take(MAX_LISTED_FILES),
    ...select('not-done').take(MAX_LISTED_FILES),
  ];
  const lines = firstFiles.slice(0, MAX_LISTED_FILES).map(({ name, reason }) => `${name}: ${reason ?? ''}`);
  const more = incompleteCount > MAX_LISTED_FILES ? [`and ${incompleteCount - MAX_LISTED_FILES} more`] : [];
  const head =
    ended === 'store-unavailable'
      ? `the transfer ended early: ${error?.message}`
      : `${formatCount(counts.failed, 'file')} failed`;
  throw new StepFailedError(`${head} (${summary})\n${[...lines, ...more].join('\n')}`, {
    advice: incompleteCount === rejection?.rejectedCount ? rejection.advice : RERUN_ADVICE,
    anchor: 'file-transfer-failed',
  });
}
