import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { root, run } from './project.ts';
import { copySandboxFiles } from './sandbox-files.ts';

/** Compiles what a program or a person gets by npm, to `lib/`: the client with its types, and the sandbox. */
rmSync(resolve(root, 'lib'), { recursive: true, force: true });
if (run('tsc', ['-p', 'tsconfig.package.json']) !== 0) process.exit(1);
copySandboxFiles(resolve(root, 'lib'));
