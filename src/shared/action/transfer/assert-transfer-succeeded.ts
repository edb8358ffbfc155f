import { formatCount } from '../../format-count.ts';
import { filterRecords, type TransferResult } from '../../transfer/index.ts';
import type { TransferInputs } from '../inputs/shared-fields.ts';
import { describeFailure } from '../lifecycle/failure.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

const MAX_LISTED_FILES = 20;

/** As the input `if-exists`. */
type IfExists = TransferInputs['if-exists'];

/** Whether a run has transferred all files. */
export function isTransferComplete({ ended, counts }: TransferResult): boolean {
  return ended === 'complete' && counts.failed + counts['not-done'] === 0;
}

/**
 * Fails the step if a run did not transfer all files.
 * @throws StepFailedError that lists the files that failed and the reasons; the signal's reason if the step was cancelled.
 */
export function assertTransferSucceeded(
  result: TransferResult,
  signal: AbortSignal,
  ifExists: IfExists = 'skip-unchanged',
): void {
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
  const note = formatRerunNote(result, ifExists);
  throw new StepFailedError(message, { advice: `${advice} ${note}`.trimEnd(), anchor, cause: error });
}

const FILES_FAILED = {
  advice: 'Correct what is named above, if anything, then re-run the job.',
  anchor: 'file-transfer-failed',
} as const;

/** What a re-run does with the files that are complete. A downloaded file is not there on another machine. */
function formatRerunNote({ manifest: { direction }, counts }: TransferResult, ifExists: IfExists): string {
  const verb = `${direction}ed` as const;
  const where = direction === 'download' ? ', if they are still in the folder' : '';
  if (ifExists === 'skip-unchanged') return `A re-run skips files that are complete${where}.`;
  const remedy = 'set if-exists to skip-unchanged';
  if (ifExists === 'overwrite')
    return `A re-run ${direction}s all files again. To skip files that are complete, ${remedy}.`;
  return counts[verb] > 0
    ? `With if-exists: error, a re-run fails because of the ${verb} files${where}. Before it, ${remedy}.`
    : '';
}
