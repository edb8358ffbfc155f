import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects all garbage, after pending callbacks have run. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  // A context that is created after the flag was set has the function.
  const gc: () => void = runInNewContext('gc');
  for (let i = 0; i < 3; i++) {
    await setImmediate();
    gc();
  }
}
