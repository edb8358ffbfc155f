import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench -- <name> [arguments]`: runs `./<name>.ts`, which exports `run(args)` and what it `requires`. */
const [name = '', ...args] = process.argv.slice(2);
const file = join(import.meta.dirname, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || name === 'main' || !existsSync(file)) {
  const names = readdirSync(import.meta.dirname).flatMap(
    (entry) => /^(?!main)([a-z-]+)\.ts$/.exec(entry)?.[1] ?? [],
  );
  console.error(`There is no benchmark ${JSON.stringify(name)}. Known: ${names.join(', ')}`);
  process.exit(2);
}
const benchmark: { readonly requires: string; run(args: readonly string[]): Promise<void> } = await import(
  file
);
console.log(`Requires ${benchmark.requires}.`);
await benchmark.run(args);
