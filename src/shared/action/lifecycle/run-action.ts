import type * as z from 'zod/mini';
import type { SentAhead } from '../../client/http/ahead.ts';
import type { ConnectionInputs } from '../inputs/connection-fields.ts';
import { type InputSchema, readInputs } from '../inputs/read-inputs.ts';
import type { ReportInputs } from '../inputs/report-fields.ts';
import { readCiRun } from '../runner/ci-run.ts';
import { annotations, runnerLog } from '../runner/log.ts';
import { StepOutputs } from '../runner/outputs.ts';
import { Summary } from '../runner/summary.ts';
import { formatUserAgent } from '../user-agent.ts';
import type { ActionDefinition, Deps } from './action-definition.ts';
import { createCancellationSignal } from './cancellation.ts';
import type { Connection } from './connection.ts';

/**
 * Runs an action: inputs, use case, outputs, summary. The only place that fails a step, whatever goes wrong and
 * wherever; outputs and summary keep what was true until then.
 */
export async function runAction<S extends InputSchema, Name extends string>(
  action: ActionDefinition<S, Name>,
  ahead?: SentAhead,
): Promise<void> {
  const signal = createCancellationSignal();
  const summary = new Summary();
  const opened: Connection[] = [];
  let report: ReportInputs = {};
  const fail = async (error: unknown): Promise<void> =>
    (await import('./fail-step.ts')).failStep(error, summary);
  const escaped = (error: unknown): void => void fail(error);
  process.on('uncaughtException', escaped).on('unhandledRejection', escaped);
  try {
    const inputs = readInputs((await action.loadInputs()).inputs);
    report = inputs;
    const { run } = await action.loadRun();
    const deps = createDeps<Name>({
      signal,
      summary,
      connect: () => openConnectionOnce(action.name, inputs, opened, ahead),
    });
    deps.output(await run(inputs, deps));
    signal.throwIfAborted();
  } catch (error) {
    await fail(signal.aborted ? signal.reason : error);
  } finally {
    await publishReport(`Provena: ${action.name}`, summary, report).catch(fail);
    ahead?.cancel();
    for (const { provena } of opened) await provena.close();
    annotations.close();
    process.off('uncaughtException', escaped).off('unhandledRejection', escaped);
  }
}

/** The summary, and where that was asked for the comment on the pull request. */
async function publishReport(
  title: string,
  summary: Summary,
  { comment, 'github-token': token, 'job-index': leg }: ReportInputs,
): Promise<void> {
  summary.write(title);
  if (!comment || summary.isEmpty) return;
  const { updateComment: keepComment } = await import('../runner/comment.ts');
  await keepComment({ token, matrixJob: leg, title, parts: summary.parts, log: runnerLog });
}

function createDeps<Name extends string>(
  given: Pick<Deps<Name>, 'signal' | 'summary' | 'connect'>,
): Deps<Name> {
  const outputs = new StepOutputs(runnerLog.warning);
  return {
    ...given,
    log: runnerLog,
    output: (values) => outputs.set(values),
    ci: readCiRun(process.env),
    workspace: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
  };
}

async function openConnectionOnce(
  name: string,
  inputs: ConnectionInputs,
  opened: Connection[],
  ahead: SentAhead | undefined,
): Promise<Connection> {
  const known = opened[0];
  if (known) return known;
  const { openConnection } = await import('./connection.ts');
  const connection = await openConnection(inputs, {
    log: runnerLog,
    userAgent: formatUserAgent(name),
    ahead,
  });
  opened.push(connection);
  return connection;
}

/** The inputs of an action as its `run` gets them. */
export type InputsOf<S extends z.ZodMiniType> = z.output<S>;
