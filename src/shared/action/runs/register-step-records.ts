import type { Provena } from '../../client/index.ts';
import { formatClockOffset } from '../../format-clock-offset.ts';
import { limitGarbage } from '../../memory/garbage-limit.ts';
import { identifyRecords } from '../idempotency/fingerprint.ts';
import { claimIdempotencyKey, type KeyInputs } from '../idempotency/idempotency-key.ts';
import type { AwaitOutput } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import type { Log } from '../runner/log/log.ts';
import { writeListFile } from '../runner/outputs/list-file.ts';
import type { Outputs } from '../runner/outputs/outputs.ts';
import { assertJobsSucceeded } from '../waiting/assert-jobs-succeeded.ts';
import { awaitStepJobs } from '../waiting/await-step-jobs.ts';
import { formatWaitSummary } from '../waiting/format-wait-summary.ts';
import { registerModelRuns } from './register-runs.ts';
import { formatRegistration, formatSentSummary, formatSessions, type Registration } from './registration.ts';
import type { StepRecords } from './step-records.ts';

/**
 * Registers the records of a step with the idempotency key of the step, and sets the session outputs while it does: several
 * records in batches, a single one directly. After a failure, the summary has the sessions, too.
 */
export async function registerStepRecords(
  list: StepRecords,
  inputs: KeyInputs,
  provena: Provena,
  deps: Pick<Deps<SessionOutput>, 'workflowRun' | 'log' | 'signal' | 'setOutputs' | 'summary'>,
): Promise<Registration> {
  const { workflowRun, log, signal, summary } = deps;
  if (list.records.some(({ defaultFields = [] }) => defaultFields.length > 0)) warnAboutClock(provena, log);
  const sessions = createSessionOutputs(deps.setOutputs, log);
  const identity = identifyRecords(list.records.map(({ fingerprint }) => fingerprint));
  const options = {
    provena,
    key: claimIdempotencyKey(inputs, workflowRun, identity),
    log,
    signal,
    onSession(session: string) {
      sessions.add(session);
      limitGarbage();
    },
  };
  return registerModelRuns(list, options)
    .catch((error: unknown) => {
      summary.add(formatSessions(sessions.added));
      throw error;
    })
    .finally(() => sessions.flush());
}

/** Times that a document omits or sets to `now` are those of this machine's clock. */
function warnAboutClock(provena: Provena, log: Log): void {
  const offset = provena.getClockOffset();
  if (offset === 0) return;
  log.warning(
    `The clock of this machine is ${formatClockOffset(offset)}, so the start or end of the run is recorded wrongly. Set the clock, or write start_time and end_time in the document.`,
  );
}

/** Writing hundreds of growing lists would take longer than sending the requests. */
const WRITE_INTERVAL_MS = 500;

type SessionOutput = 'session-id' | 'session-ids' | 'session-file';

/** Collects the sessions of a registration and sets the outputs: at once, and then at most twice a second. */
function createSessionOutputs(setOutputs: (outputs: Outputs<SessionOutput>) => void, log: Log) {
  const sessions: string[] = [];
  let writtenAt = Number.NEGATIVE_INFINITY;
  let writtenCount = 0;
  /** Sets the outputs if sessions were added since. Call it at the end, even after a failure. */
  const flush = (): void => {
    if (writtenCount === sessions.length) return;
    writtenCount = sessions.length;
    setOutputs({
      'session-id': sessions.join('\n'),
      'session-ids': sessions,
      ...writeListFile('session-file', sessions, log),
    });
    writtenAt = performance.now();
  };
  const add = (session: string): void => {
    sessions.push(session);
    if (performance.now() - writtenAt >= WRITE_INTERVAL_MS) flush();
  };
  return { added: sessions as readonly string[], add, flush };
}

/**
 * Waits for the jobs of a registration, and sets the outputs. Model runs are in the order of the records, whichever attempt
 * registered them. The summary names what earlier attempts sent.
 * @throws StepFailedError if a job failed or the timeout has elapsed.
 */
export async function awaitRegistration(
  registration: Registration,
  timeoutSeconds: number,
  deps: Pick<Deps<AwaitOutput>, 'connect' | 'log' | 'setOutputs' | 'signal' | 'summary'>,
): Promise<void> {
  const { sessions, lodgedRuns, fingerprints, sent } = registration;
  const { provena, pages } = await deps.connect();
  const expectedCount = sessions.length + fingerprints.length;
  const report = await awaitStepJobs(
    { sessions, lodgedRuns, follow: true, timeoutSeconds, fingerprints, expectedCount },
    provena,
    deps,
  ).catch((error: unknown) => {
    deps.summary.add(formatSentSummary(registration));
    throw error;
  });
  if (sent < fingerprints.length) deps.summary.add(`${formatRegistration(registration)}.`);
  deps.summary.add(formatWaitSummary(report, pages, lodgedRuns));
  assertJobsSucceeded(report, 'any');
}
