import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { type FaultRule, type Settings, startJob, type TestJob } from '../black-box/test-job.ts';
import { type Attempt, findLeaks, Pipeline, type PipelineKind } from './pipeline.ts';

/** Results of all rounds. The last five have to be 0. */
type RoundTotals = ReturnType<typeof createTotals>;

function createTotals() {
  return { rounds: 0, faults: 0, unfinished: 0, duplicates: 0, lostIds: 0, hangs: 0, leaks: 0 };
}

const SERVICES = ['keycloak', 'registry', 'datastore', 'prov', 'jobs', 'auth'] as const;
const FAULTS = ['lose-answer', 'reset', 'truncate', 'html', 'refuse', 'delay'] as const;
const STATUSES = [429, 500, 502, 503, 504];
const FAULTY_ATTEMPTS = 3;
/** A step waits up to 30 s for a lost creation, and several responses can be lost. */
const STEP_TIMEOUT_MS = 300_000;

/**
 * Runs the pipeline, in every other round with `record-run`, with a random fault schedule for each round: up to three
 * attempts with faults and cancelled steps, then one without. Prints violations, and its progress every 50 rounds.
 */
export async function runRounds(
  rounds: number,
  seed: number,
  logLine: (line: string) => void,
): Promise<RoundTotals> {
  const random = createSeededRandom(seed);
  const job = await startJob();
  const totals = createTotals();
  try {
    for (let round = 1; round <= rounds; round++) {
      const kind = round % 2 === 0 ? 'record-run' : 'steps';
      const pipeline = new Pipeline(job, `${seed}-${round}`, kind);
      const { attempts, schedules } = await runRound(pipeline, kind, job, random);
      totals.rounds++;
      totals.faults += schedules.flatMap(({ rules }) => rules).length;
      const problems = await countViolations(pipeline, attempts, totals);
      if (round % 50 === 0 && round < rounds) logLine(`${round} of ${rounds} rounds`);
      if (problems.length > 0) {
        const scheduleLines = schedules.map((schedule) => JSON.stringify(schedule));
        const logs = attempts.flatMap(({ steps }) => steps.map((step) => step.log));
        logLine(
          `round ${round} (seed ${seed}): ${[problems.join('; '), ...scheduleLines, ...logs].join('\n')}`,
        );
      }
    }
  } finally {
    await job.stop();
  }
  return totals;
}

interface Schedule {
  readonly rules: readonly FaultRule[];
  readonly settings: Settings;
}

/** Runs attempts with faults until one succeeds, and otherwise a last one without. */
async function runRound(
  pipeline: Pipeline,
  kind: PipelineKind,
  { sandbox }: TestJob,
  random: () => number,
): Promise<{ readonly attempts: readonly Attempt[]; readonly schedules: readonly Schedule[] }> {
  const attempts: Attempt[] = [];
  const schedules: Schedule[] = [];
  while (attempts.length < FAULTY_ATTEMPTS && !attempts.at(-1)?.ok) {
    const schedule = createSchedule(random);
    schedules.push(schedule);
    sandbox.updateSettings(schedule.settings);
    for (const rule of schedule.rules) sandbox.injectFault(rule);
    const cancelAfterMs = random() < 0.3 ? 50 + random() * 600 : undefined;
    const cancelledStep = kind === 'record-run' ? 0 : Math.floor(random() * 4);
    const override = (step: number) => ({
      timeoutMs: STEP_TIMEOUT_MS,
      ...(cancelAfterMs !== undefined && step === cancelledStep ? { cancelAfterMs } : {}),
    });
    attempts.push(await pipeline.attempt(attempts.length + 1, override));
    sandbox.clearFaults();
    sandbox.updateSettings(DEFAULT_SETTINGS);
  }
  if (!attempts.at(-1)?.ok)
    attempts.push(await pipeline.attempt(attempts.length + 1, () => ({ timeoutMs: STEP_TIMEOUT_MS })));
  return { attempts, schedules };
}

const DEFAULT_SETTINGS: Settings = { access_token_seconds: 300, clock_skew_seconds: 0, pace: 'instant' };

async function countViolations(
  pipeline: Pipeline,
  attempts: readonly Attempt[],
  totals: RoundTotals,
): Promise<string[]> {
  const steps = attempts.flatMap((attempt) => attempt.steps);
  const last = attempts.at(-1);
  const { datasets, modelRuns } = await pipeline.findRecords();
  const ids = new Set(attempts.flatMap((attempt) => attempt.dataset ?? []));
  const found: [keyof RoundTotals, number][] = [
    ['unfinished', last?.ok ? 0 : 1],
    ['duplicates', Math.max(0, datasets.length - 1) + Math.max(0, modelRuns.length - 1)],
    ['lostIds', [...ids].filter((id) => id !== last?.dataset).length],
    ['hangs', steps.filter((step) => step.timedOut).length],
    ['leaks', steps.flatMap(findLeaks).length],
  ];
  for (const [name, count] of found) totals[name] += count;
  return found.filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count}`);
}

function createSchedule(random: () => number): Schedule {
  const pick = <T>(list: readonly T[]): T => assumeType<T>(list[Math.floor(random() * list.length)]);
  const rules = Array.from({ length: 1 + Math.floor(random() * 3) }, (): FaultRule => {
    const fault = pick(FAULTS);
    return {
      fault,
      service: pick(SERVICES),
      after: Math.floor(random() * 4),
      times: 1 + Math.floor(random() * 3),
      ...(fault === 'refuse'
        ? { status: pick(STATUSES), retry_after_seconds: Math.floor(random() * 2) }
        : {}),
      ...(fault === 'delay' ? { milliseconds: Math.floor(random() * 1500) } : {}),
    };
  });
  const settings: Settings = {
    access_token_seconds: pick([300, 300, 2]),
    clock_skew_seconds: pick([0, 0, 600, -600]),
    pace: pick(['instant', 'fast'] as const),
  };
  return { rules, settings };
}

/** A seeded random number generator (mulberry32), so that rounds can be repeated. */
function createSeededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
