import type { TransferResult } from '../../transfer/index.ts';
import { StepFailedError } from '../lifecycle/failure.ts';

const MAX_LISTED_FILES = 20;

/**
 * Ends the step if a run did not do everything.
 * @throws OutcomeError naming what was not done and why; the signal's reason if the step was cancelled.
 */
export function assertSucceeded(
  result: TransferResult,
  verb: 'uploaded' | 'downloaded',
  signal: AbortSignal,
): void {
  const { counts, manifest, ended, error } = result;
  const undone = manifest.files.filter(({ outcome }) => outcome === 'failed' || outcome === 'not-done');
  const state = `${counts[verb]} ${verb}, ${counts.skipped} there already, ${counts.failed} failed, ${counts['not-done']} not begun or not finished`;
  if (ended === 'aborted') throw signal.reason;
  if (ended === 'complete' && undone.length === 0) return;
  const lines = undone.slice(0, MAX_LISTED_FILES).map(({ name, reason }) => `${name}: ${reason ?? ''}`);
  const more =
    undone.length > MAX_LISTED_FILES
      ? [`and ${undone.length - MAX_LISTED_FILES} more; the manifest names all`]
      : [];
  const head =
    ended === 'store-unavailable'
      ? `the store gave up on us: ${error?.message}`
      : `${undone.length === 1 ? '1 file was' : `${undone.length} files were`} not ${verb}`;
  throw new StepFailedError(`${head} (${state})\n${[...lines, ...more].join('\n')}`, {
    advice: 'Run the step again: what is there stays, and large files go on from where they were.',
    topic: 'file-transfer-failed',
  });
}
