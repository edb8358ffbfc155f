import { setTimeout } from 'node:timers/promises';

/** Clock of a wait. */
export interface Clock {
  /** Milliseconds since a fixed point; only differences matter. */
  now(): number;
  /** Returns after `ms`, or as soon as the signal fires. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(ms, signal) {
    await setTimeout(ms, undefined, signal ? { signal } : {}).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  },
};
