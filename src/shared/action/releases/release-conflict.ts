import { StepFailedError } from '../runner/step-failed-error.ts';
import type { Release } from './release.ts';

/** Creates the error for a dataset whose state does not allow the request or the decision. */
export function createReleaseConflict(message: string, advice: string): StepFailedError {
  return new StepFailedError(message, { advice, anchor: 'release-conflict' });
}

/**
 * A locked dataset can be neither requested nor decided: the server responds with 401 and 500.
 * @throws StepFailedError if the dataset is locked
 */
export function assertUnlocked({ datasetId, isLocked }: Release): void {
  if (!isLocked) return;
  throw createReleaseConflict(
    `dataset ${datasetId} is locked`,
    'Unlock it in the registry, or ask the user who locked it. Nothing was sent.',
  );
}
