import { Command } from 'commander';
import { parseCount, parseInteger } from '../tools/number-arguments.ts';
import { runSequences } from './run-sequences.ts';

const values = new Command('npm run sequences --')
  .description(
    'Runs random sequences of workflow runs, re-runs and faults, and compares the registry with the expected state after each.',
  )
  .option('--sequences <count>', 'number of sequences', parseCount, 100)
  .option('--runs <count>', 'the same as --sequences', parseCount)
  .option('--seed <number>', 'seed of a failed execution, to repeat it', parseInteger)
  .option('--path <path>', 'path of a failed sequence, to repeat only that one')
  .parse()
  .opts<{ sequences: number; runs?: number; seed?: number; path?: string }>();
const count = values.runs ?? values.sequences;
const { seed = Date.now() % 1_000_000 } = values;
console.log('Requires up-to-date bundles (npm run build). Takes about two seconds per sequence.');
console.log(`${count} sequences with seed ${seed}`);
try {
  const { path } = values;
  await runSequences({ count, seed, ...(path === undefined ? {} : { path }) });
  console.log(`${count} sequences ended in the expected state`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
