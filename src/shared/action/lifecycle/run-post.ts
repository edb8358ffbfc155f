import { type Log, runnerLog } from '../runner/log.ts';

/** What `runPost` needs to know of an action. */
export interface PostDefinition {
  /** The folder's name: names the action in messages. */
  readonly name: string;
  readonly loadPost: () => Promise<{ readonly post: (log: Log) => Promise<void> }>;
}

/**
 * Runs what an action has to do at the end of the job. It has no inputs: the runner drops those of a composite action's
 * steps. What goes wrong is a warning, since the job's own work is done.
 */
export async function runPost({ name, loadPost: load }: PostDefinition): Promise<void> {
  try {
    const { post } = await load();
    await post(runnerLog);
  } catch (error) {
    runnerLog.debug(error instanceof Error ? (error.stack ?? error.message) : String(error));
    runnerLog.warning(`The end of ${name} went wrong: ${error instanceof Error ? error.message : error}`);
  }
}
