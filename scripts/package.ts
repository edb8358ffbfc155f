import { cpSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { root, run, tracked } from './project.ts';

/** Compiles what a program or a person gets by npm, to `lib/`: the client with its types, and the sandbox. */
rmSync(resolve(root, 'lib'), { recursive: true, force: true });
if (run('tsc', ['-p', 'tsconfig.package.json']) !== 0) process.exit(1);

// What the sandbox reads beside its code.
for (const file of tracked(/^sandbox\/(?!.*\.(ts|md)$)/)) {
  cpSync(resolve(root, file), resolve(root, 'lib', file), { recursive: true });
}
