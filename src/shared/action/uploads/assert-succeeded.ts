import type { TransferResult } from '../../transfer/index.ts';
import { StepFailedError } from '../lifecycle/failure.ts';

const MAX_LISTED_FILES = 20;

/**
 * Fails the step if a run did not transfer all files.
 * @throws StepFailedError that lists the files and the reasons; the signal's reason if the step was cancelled.
 */
export function assertSucceeded(
  result: TransferResult,
  verb: 'uploaded' | 'downloaded',
  signal: AbortSignal,
): void {
  const { counts, manifest, ended, error } = result;
  const incomplete = manifest.files.filter(({ outcome }) => outcome === 'failed' || outcome === 'not-done');
  const summary = `${counts[verb]} ${verb}, ${counts.skipped} unchanged, ${counts.failed} failed, ${counts['not-done']} not completed`;
  if (ended === 'aborted') throw signal.reason;
  if (ended === 'complete' && incomplete.length === 0) return;
  const lines = incomplete.slice(0, MAX_LISTED_FILES).map(({ name, reason }) => `${name}: ${reason ?? ''}`);
  const more =
    incomplete.length > MAX_LISTED_FILES
      ? [`and ${incomplete.length - MAX_LISTED_FILES} more, see the manifest`]
      : [];
  const head =
    ended === 'store-unavailable'
      ? `the store is unavailable: ${error?.message}`
      : `${incomplete.length === 1 ? '1 file was' : `${incomplete.length} files were`} not ${verb}`;
  throw new StepFailedError(`${head} (${summary})\n${[...lines, ...more].join('\n')}`, {
    advice: 'Re-run the job. The step skips files that are complete and resumes large files.',
    anchor: 'file-transfer-failed',
  });
}
