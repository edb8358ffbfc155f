import type { Pace } from '../settings.ts';

/** The times at which the row of a job appears and a worker dequeues, starts and ends it, in milliseconds since 1970. */
type JobTimes = { appears: number; dequeued: number; started: number; finished: number };

/** The same, in milliseconds after the previous time. */
const PHASE_MS: Record<Pace, JobTimes> = {
  instant: { appears: 0, dequeued: 0, started: 0, finished: 0 },
  fast: { appears: 15, dequeued: 15, started: 15, finished: 15 },
  /** A worker polls its queue every five seconds and runs one job at a time. */
  real: { appears: 300, dequeued: 4700, started: 200, finished: 1500 },
};

/** The schedule of a new job; `busyUntil` is the time at which the last job of its queue ends. */
export function createSchedule(now: number, pace: Pace, busyUntil: number): JobTimes {
  const phases = PHASE_MS[pace];
  const appears = now + phases.appears;
  const dequeued = pace === 'real' && busyUntil > appears ? busyUntil : appears + phases.dequeued;
  const started = dequeued + phases.started;
  return { appears, dequeued, started, finished: started + phases.finished };
}
