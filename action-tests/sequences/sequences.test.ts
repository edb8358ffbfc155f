import { test } from 'node:test';
import { runSequences } from './run-sequences.ts';

test('random sequences of runs, re-runs and faults leave one record for each step and content', async (t) => {
  const seed =
    process.env['SEQUENCES_SEED'] === undefined
      ? Date.now() % 1_000_000
      : Number(process.env['SEQUENCES_SEED']);
  t.diagnostic(`seed ${seed}`);
  await runSequences({ count: 30, seed });
});
