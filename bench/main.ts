import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command } from 'commander';

// Each other file of this folder is a benchmark, which exports `run(args)` and what it `requires`.
const names = readdirSync(import.meta.dirname).flatMap(
  (entry) => /^(?!main)([a-z-]+)\.ts$/.exec(entry)?.[1] ?? [],
);
const { args: benchArguments } = new Command('npm run bench --')
  .description('Runs a benchmark and prints its figures.')
  .addArgument(new Argument('<benchmark>', 'name of the benchmark').choices(names))
  .argument('[arguments...]', 'arguments of the benchmark, for example --help')
  .passThroughOptions()
  .parse();
const [name, ...args] = benchArguments;
const benchmark: { readonly requires: string; run(args: readonly string[]): Promise<void> } = await import(
  join(import.meta.dirname, `${name}.ts`)
);
console.log(`Requires ${benchmark.requires}.`);
await benchmark.run(args);
