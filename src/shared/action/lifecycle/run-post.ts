import { getErrorMessage, getErrorStack } from '../../client/error-message.ts';
import { type Log, runnerLog } from '../runner/log/log.ts';
import { rejectWhenIdle } from './reject-when-idle.ts';

interface PostDefinition {
  /** Name of the action's folder, used in messages. */
  readonly name: string;
  readonly loadPost: () => Promise<{ readonly post: (log: Log) => Promise<void> }>;
}

/**
 * Runs the post step of an action at the end of the job. It has no inputs, because the runner does not pass the inputs of
 * a composite action's steps to their post steps. A failure is a warning: the job's own work is done.
 */
export async function runPost({ name, loadPost }: PostDefinition): Promise<void> {
  try {
    const { post } = await loadPost();
    await rejectWhenIdle(post(runnerLog));
  } catch (error) {
    runnerLog.debug(getErrorStack(error));
    runnerLog.warning(`The post step of ${name} failed: ${getErrorMessage(error)}`);
  }
}
