import {
  type DownloadPlan,
  FileTransferError,
  runDownload,
  type Store,
  type TransferResult,
} from '../../transfer/index.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { explainWriteError, getRoots } from '../runner/files/write-file.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { formatProgress } from './format-transfer.ts';

/**
 * Runs a download to the folder of input `path`, and logs its progress.
 * @throws StepFailedError if the folder cannot be created, or the disk has too little free space.
 */
export async function downloadFiles(
  store: Store,
  plan: DownloadPlan,
  { log, workspace }: Pick<Deps<never>, 'log' | 'workspace'>,
): Promise<TransferResult> {
  try {
    return await runDownload(store, plan, {
      roots: getRoots(workspace),
      onProgress: (progress) => log.info(formatProgress(progress)),
    });
  } catch (error) {
    if (!(error instanceof FileTransferError))
      throw explainWriteError(error, { path: plan.target, input: 'path' });
    const advice = 'Nothing was downloaded.';
    throw new StepFailedError(error.message, { advice, anchor: 'file-not-writable', cause: error });
  }
}
