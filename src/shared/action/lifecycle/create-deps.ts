import type { PrefetchedResponse } from '../../client/http/prefetch.ts';
import type { ConnectionInputs } from '../inputs/shared-fields.ts';
import { readWorkflowRun } from '../runner/github/workflow-run.ts';
import { runnerLog } from '../runner/log/log.ts';
import type { Summary } from '../runner/markdown/summary.ts';
import { StepOutputs } from '../runner/outputs/outputs.ts';
import type { Deps } from './action-definition.ts';
import type { Connection } from './connection.ts';
import { formatUserAgent } from './prefetch-token.ts';

/** What a step has before its use case runs. */
interface StepContext {
  readonly name: string;
  readonly inputs: ConnectionInputs;
  readonly signal: AbortSignal;
  readonly summary: Summary;
  /** Gets the connection once it is open, so that the step can close it. */
  readonly connections: Connection[];
  readonly prefetched: PrefetchedResponse | undefined;
}

/** Creates what a use case needs from outside. */
export function createDeps<Name extends string>({
  name,
  inputs,
  connections,
  prefetched,
  ...rest
}: StepContext): Deps<Name> & Pick<StepOutputs, 'assertWritten'> {
  const outputs = new StepOutputs(runnerLog.warning);
  const connect = async (): Promise<Connection> => {
    const { openConnection } = await import('./connection.ts');
    const connection = await openConnection(inputs, formatUserAgent(name), prefetched);
    connections.push(connection);
    return connection;
  };
  let connection: Promise<Connection> | undefined;
  return {
    ...rest,
    log: runnerLog,
    setOutputs: (values) => outputs.set(values),
    assertWritten: () => outputs.assertWritten(),
    workflowRun: readWorkflowRun(process.env),
    workspace: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
    connect: () => (connection ??= connect()),
  };
}
