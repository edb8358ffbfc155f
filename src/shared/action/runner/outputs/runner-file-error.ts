import { getErrorMessage } from '../../../client/error-message.ts';
import { describeFileError, isDiskFull } from '../../../files/write-errors.ts';
import { StepFailedError } from '../step-failed-error.ts';

/**
 * Creates the error about a file in which the runner takes over outputs, variables and state.
 * @param subject what cannot be written.
 * @param advice what to do first.
 */
export function createRunnerFileError(subject: string, cause: unknown, advice?: string): StepFailedError {
  const reason = describeFileError(cause) ?? getErrorMessage(cause);
  const repair = isDiskFull(cause)
    ? 'Free some disk space on the runner'
    : 'Check that the file exists and that the user of the runner may write to it';
  return new StepFailedError(`${subject} cannot be written: ${reason}`, {
    advice: `${advice ? `${advice} ` : ''}${repair}, then re-run the job.`,
    anchor: 'file-not-writable',
    cause,
  });
}
