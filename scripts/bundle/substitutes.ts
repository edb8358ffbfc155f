import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { root } from '../project.ts';

/**
 * Puts packages beside the compiled sources that stand in for the installed ones in the bundle. Packages are looked up
 * from `.build/` first.
 */
export async function substitutePackages(build: string): Promise<void> {
  const packages = resolve(build, 'node_modules/@actions');
  await mkdir(packages, { recursive: true });
  await copy('node_modules/@actions/core', resolve(packages, 'core'));
  await declarePure(resolve(packages, 'core/package.json'));
  await useGlobalCrypto(resolve(packages, 'core/lib/file-command.js'));
  // Beside that copy, so that it finds it.
  await copy('node_modules/@actions/glob', resolve(packages, 'glob'));
  await copy('node_modules/@actions/http-client', resolve(packages, 'eager-http-client'));
  await copy('scripts/bundle/lazy-http-client', resolve(packages, 'http-client'));
}

async function copy(from: string, to: string): Promise<void> {
  await cp(resolve(root, from), to, { recursive: true });
}

/** Loading a module of @actions/core does nothing, which it does not say: what no action uses of it can stay out. */
async function declarePure(manifest: string): Promise<void> {
  const content: object = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify({ ...content, sideEffects: false }));
}

/** It loads a module of the runtime on every start for a function that is a global by now. */
async function useGlobalCrypto(file: string): Promise<void> {
  const source = await readFile(file, 'utf8');
  const line = "import * as crypto from 'crypto';\n";
  if (!source.includes(line)) throw new Error(`${file} does not import crypto as it did`);
  await writeFile(file, source.replace(line, ''));
}
