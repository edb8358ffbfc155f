import { parseArgs } from 'node:util';
import { runSequences } from './run-sequences.ts';

/**
 * `npm run sequences -- [--runs 100] [--seed S] [--path P]`: random sequences of workflow runs, re-runs and faults, each
 * compared with the expected state of the registry. Seed and path repeat a failed sequence.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
console.log('Requires up-to-date bundles (npm run build). Takes about two seconds per sequence.');
console.log(`${values.runs} sequences with seed ${seed}`);
try {
  const { path } = values;
  await runSequences({ runs: Number(values.runs), seed, ...(path === undefined ? {} : { path }) });
  console.log(`${values.runs} sequences left the expected state`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
