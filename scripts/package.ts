import { copyFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeDeclarations } from './describe-declarations.ts';
import { copySandboxFiles, root, run } from './project.ts';

/**
 * Compiles a published package to `packages/<name>/lib/`. The script `prepack` of both packages runs this file; the
 * argument is `client` or `sandbox`.
 */
const [name = ''] = process.argv.slice(2);
const folder = resolve(root, 'packages', name);
const lib = resolve(folder, 'lib');

rmSync(lib, { recursive: true, force: true });
if (run('tsc', ['-p', folder]) !== 0) process.exit(1);
if (name === 'sandbox') copySandboxFiles(resolve(lib, 'sandbox'));
else describeDeclarations(lib);
copyFileSync(resolve(root, 'LICENSE'), resolve(folder, 'LICENSE'));
