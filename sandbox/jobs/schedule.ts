import type { Pace } from '../settings.ts';

/** When a job's row appears, a worker takes it, starts on it and is done with it, in milliseconds since 1970. */
type JobTimes = { appears: number; dequeued: number; started: number; done: number };

/** The same, in milliseconds after the one before. */
const PHASE_MS: Record<Pace, JobTimes> = {
  instant: { appears: 0, dequeued: 0, started: 0, done: 0 },
  fast: { appears: 15, dequeued: 15, started: 15, done: 15 },
  /** A worker that is awake looks every five seconds; it takes one job at a time. */
  real: { appears: 300, dequeued: 4700, started: 200, done: 1500 },
};

/** The times of a new job; `busyUntil` is when the workers of its queue are done with what they have. */
export function createSchedule(now: number, pace: Pace, busyUntil: number): JobTimes {
  const steps = PHASE_MS[pace];
  const appears = now + steps.appears;
  const dequeued = pace === 'real' && busyUntil > appears ? busyUntil : appears + steps.dequeued;
  const started = dequeued + steps.started;
  return { appears, dequeued, started, done: started + steps.done };
}
