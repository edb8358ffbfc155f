import { formatCount } from '../../format-count.ts';
import { filterRecords, type TransferResult } from '../../transfer/index.ts';
import { describeFailure } from '../lifecycle/failure.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

const MAX_LISTED_FILES = 20;

/** Whether a run has transferred all files. */
export function isTransferComplete({ ended, counts }: TransferResult): boolean {
  return ended === 'complete' && counts.failed + counts['not-done'] === 0;
}

/**
 * Fails the step if a run did not transfer all files.
 * @throws StepFailedError that lists the files that failed and the reasons; the signal's reason if the step was cancelled.
 */
export function assertTransferSucceeded(result: TransferResult, signal: AbortSignal): void {
  const { counts, manifest, ended, error } = result;
  if (ended === 'aborted') throw signal.reason;
  if (isTransferComplete(result)) return;
  const verb = `${manifest.direction}ed` as const;
  const head = error
    ? `the transfer ended early: ${error.message}`
    : `${formatCount(counts.failed, 'file')} failed`;
  const failed = filterRecords(manifest.files, ({ outcome }) => outcome === 'failed');
  const lines = [
    `${head} (${counts[verb]} ${verb}, ${counts.skipped} unchanged, ${counts.failed} failed, ${counts['not-done']} not completed)`,
    ...failed.take(MAX_LISTED_FILES).map(({ name, reason }) => `${name}: ${reason ?? ''}`),
  ];
  if (counts.failed > MAX_LISTED_FILES) lines.push(`and ${counts.failed - MAX_LISTED_FILES} more`);
  // Only errors of Provena have a request: here, of the one for new credentials.
  const { advice, anchor } = error?.request ? describeFailure(error) : FILES_FAILED;
  const message = lines.join('\n');
  throw new StepFailedError(message, { advice: `${advice} ${RERUN_NOTE}`, anchor, cause: error });
}

const FILES_FAILED = {
  advice: 'Correct what is named above, if anything, then re-run the job.',
  anchor: 'file-transfer-failed',
} as const;
const RERUN_NOTE = 'A re-run skips files that are complete.';
