import { Command } from 'commander';
import { parseCount, parseInteger } from '../tools/number-arguments.ts';
import { runRounds } from './rounds.ts';

const values = new Command('npm run faults --')
  .description(
    'Runs the pipeline with random fault schedules, and checks that nothing is lost or created twice.',
  )
  .option('--rounds <count>', 'number of rounds', parseCount, 20)
  .option('--seed <number>', 'seed of an earlier run, to repeat it', parseInteger)
  .parse()
  .opts<{ rounds: number; seed?: number }>();
console.log('Requires up-to-date bundles (npm run build). Takes about 10 seconds per round.');
const { seed = Date.now() % 1_000_000 } = values;
const { rounds, faults, unfinished, duplicates, lostIds, hangs, leaks } = await runRounds(
  values.rounds,
  seed,
  console.log,
);
console.log(
  `${rounds} rounds (seed ${seed}), ${faults} faults injected, ${unfinished} unfinished, ${duplicates} duplicates, ${lostIds} lost ids, ${hangs} hangs, ${leaks} leaks`,
);
process.exitCode = unfinished + duplicates + lostIds + hangs + leaks > 0 ? 1 : 0;
