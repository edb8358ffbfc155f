import { getErrorMessage } from '../../../client/error-message.ts';
import { describeFileFailureWithPath } from '../../../files/write-errors.ts';
import { adviseOnFile, StepFailedError } from '../step-failed-error.ts';

/**
 * Creates the error about a file in which the runner takes over outputs, variables and state.
 * @param subject what cannot be written.
 * @param advice what to do first.
 */
export function createRunnerFileError(subject: string, cause: unknown, advice?: string): StepFailedError {
  const reason = describeFileFailureWithPath(cause) ?? getErrorMessage(cause);
  const repair = adviseOnFile(
    cause,
    'Check that the file exists and that the user of the runner may write to it, then re-run the job.',
  );
  return new StepFailedError(`${subject} cannot be written: ${reason}`, {
    advice: advice ? `${advice} ${repair}` : repair,
    anchor: 'file-not-writable',
    cause,
  });
}
