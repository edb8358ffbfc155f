import type { Provena } from '../../client/index.ts';
import { limitGarbage } from '../../memory/garbage-limit.ts';
import { identifyRecords } from '../idempotency/fingerprint.ts';
import { claimIdempotencyKey, type KeyInputs } from '../idempotency/idempotency-key.ts';
import type { Deps } from '../index.ts';
import type { StepRecords } from './keyed-record.ts';
import { type Registration, registerModelRuns } from './register-runs.ts';
import { type SessionOutput, SessionOutputs } from './session-outputs.ts';

/**
 * Registers the records of a step with the idempotency key of the step, and sets the session outputs while it does: several
 * records in batches, a single one directly.
 */
export async function registerStepRecords(
  list: StepRecords,
  inputs: KeyInputs,
  provena: Provena,
  {
    workflowRun,
    log,
    signal,
    setOutputs,
  }: Pick<Deps<SessionOutput>, 'workflowRun' | 'log' | 'signal' | 'setOutputs'>,
): Promise<Registration> {
  const sessions = new SessionOutputs(setOutputs, log);
  const options = {
    provena,
    key: claimIdempotencyKey(
      inputs,
      workflowRun,
      identifyRecords(list.records.map(({ fingerprint }) => fingerprint)),
    ),
    log,
    signal,
    onSession(session: string) {
      sessions.add(session);
      limitGarbage();
    },
  };
  return registerModelRuns(list, options).finally(() => sessions.flush());
}
