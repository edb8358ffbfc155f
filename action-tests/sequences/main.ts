import { Command } from 'commander';
import { runSequences } from './run-sequences.ts';

const values = new Command('npm run sequences --')
  .description(
    'Runs random sequences of workflow runs, re-runs and faults, and compares the registry with the expected state after each.',
  )
  .option('--runs <count>', 'number of sequences', '100')
  .option('--seed <number>', 'seed of a failed run, to repeat it')
  .option('--path <path>', 'path of a failed sequence, to repeat only that one')
  .parse()
  .opts<{ runs: string; seed?: string; path?: string }>();
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
console.log('Requires up-to-date bundles (npm run build). Takes about two seconds per sequence.');
console.log(`${values.runs} sequences with seed ${seed}`);
try {
  const { path } = values;
  await runSequences({ runs: Number(values.runs), seed, ...(path === undefined ? {} : { path }) });
  console.log(`${values.runs} sequences ended in the expected state`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
