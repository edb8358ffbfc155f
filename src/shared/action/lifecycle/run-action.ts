import { getErrorMessage, getErrorStack } from '../../client/error-message.ts';
import type { PrefetchedResponse } from '../../client/http/prefetch.ts';
import { describeFileFailureWithPath } from '../../files/write-errors.ts';
import { enableGarbageLimit } from '../../memory/garbage-limit.ts';
import type { InputSchema } from '../inputs/input-schema.ts';
import { readInputs } from '../inputs/read-inputs.ts';
import type { ReportInputs } from '../inputs/shared-fields.ts';
import { printWithoutStream } from '../runner/log/direct-output.ts';
import { annotations, runnerLog } from '../runner/log/log.ts';
import { Summary } from '../runner/markdown/summary.ts';
import type { ActionDefinition } from './action-definition.ts';
import { createCancellationSignal } from './cancellation.ts';
import type { Connection } from './connection.ts';
import type { StepInputs } from './explain-error.ts';
import { failStep } from './fail-step.ts';
import { explainCancellation } from './outcome-unknown.ts';
import { rejectWhenIdle } from './reject-when-idle.ts';

/**
 * Runs an action: reads its inputs, calls its `run`, sets the outputs and writes the summary. Errors end the step through
 * `failStep`. Outputs and summary parts that were set before a failure are kept.
 * @param prefetched response to the request for a token, which is sent before this code is loaded.
 */
export async function runAction<S extends InputSchema, Name extends string>(
  action: ActionDefinition<S, Name>,
  prefetched?: PrefetchedResponse,
): Promise<void> {
  printWithoutStream();
  enableGarbageLimit();
  const signal = createCancellationSignal();
  const summary = new Summary();
  const connections: Connection[] = [];
  let parsedInputs: ReportInputs & StepInputs = {};
  const fail = (error: unknown): void => failStep(error, summary, { hasConnected: connections.length > 0 });
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  try {
    const inputs = readInputs((await action.loadInputs()).inputs);
    parsedInputs = inputs;
    const { run } = await action.loadRun();
    const { createDeps } = await import('./create-deps.ts');
    const deps = createDeps<Name>({ name: action.name, inputs, signal, summary, connections, prefetched });
    await rejectWhenIdle(run(inputs, deps));
    signal.throwIfAborted();
    deps.assertWritten();
  } catch (error) {
    const [connection] = connections;
    if (signal.aborted) fail(explainCancellation(signal.reason, error));
    else if (!connection) fail(error);
    else fail(await rejectWhenIdle(explain(error, parsedInputs, connection, signal)).catch(() => error));
  } finally {
    await publishReport(`Provena: ${action.name}`, summary, parsedInputs, signal);
    prefetched?.cancel();
    for (const { provena } of connections) await provena.close();
    annotations.close();
    process.off('uncaughtException', fail).off('unhandledRejection', fail);
  }
}

async function explain(
  error: unknown,
  inputs: StepInputs,
  { provena }: Connection,
  signal: AbortSignal,
): Promise<unknown> {
  const { explainError } = await import('./explain-error.ts');
  return explainError(error, inputs, provena, { signal });
}

/**
 * Writes the summary and, with input `comment`, updates the comment on the pull request. Never fails the step, whose work
 * is done: a warning gives the reason.
 */
async function publishReport(
  title: string,
  summary: Summary,
  { comment, 'github-token': token, 'job-index': jobIndex }: ReportInputs,
  signal: AbortSignal,
): Promise<void> {
  await warnOnFailure('This step is missing from the job summary', async () => summary.write(title));
  if (!comment || summary.parts.length === 0) return;
  await warnOnFailure('No comment', async () => {
    const { assertApiUrl, readEvent } = await import('../runner/github/github-environment.ts');
    const { pullRequest } = await readEvent(process.env['GITHUB_EVENT_PATH']);
    if (pullRequest === undefined) {
      const event = process.env['GITHUB_EVENT_NAME'];
      return runnerLog.info(`No comment: the event${event ? ` ${event}` : ''} contains no pull request.`);
    }
    assertApiUrl(process.env['GITHUB_API_URL']);
    const { updateComment } = await import('../runner/markdown/comment.ts');
    await updateComment({
      token,
      jobIndex,
      pullRequest: pullRequest.number,
      title,
      parts: summary.parts,
      log: runnerLog,
      signal,
    });
  });
}

async function warnOnFailure(message: string, work: () => Promise<void>): Promise<void> {
  try {
    await rejectWhenIdle(work());
  } catch (error) {
    runnerLog.debug(getErrorStack(error));
    const reason = describeFileFailureWithPath(error) ?? getErrorMessage(error);
    runnerLog.warning(`${message}: ${reason}`);
  }
}
