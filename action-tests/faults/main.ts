import { parseArgs } from 'node:util';
import { runRounds } from './rounds.ts';

/** `npm run faults -- --rounds N [--seed S]`: runs the pipeline with random fault schedules. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string' } },
});
console.log('Requires up-to-date bundles (npm run build). Takes about 10 seconds per round.');
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
const { rounds, faults, unfinished, duplicates, lostIds, hangs, leaks } = await runRounds(
  Number(values.rounds),
  seed,
  console.log,
);
console.log(
  `${rounds} rounds (seed ${seed}), ${faults} faults injected, ${unfinished} unfinished, ${duplicates} duplicates, ${lostIds} lost ids, ${hangs} hangs, ${leaks} leaks`,
);
process.exitCode = unfinished + duplicates + lostIds + hangs + leaks > 0 ? 1 : 0;
