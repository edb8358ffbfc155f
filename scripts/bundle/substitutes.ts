import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { root } from '../project.ts';

/**
 * Writes substitutes of installed packages for the bundle to `.build/`, where the bundler looks first.
 */
export async function substitutePackages(build: string): Promise<void> {
  const packages = resolve(build, 'node_modules/@actions');
  await mkdir(packages, { recursive: true });
  await copy('node_modules/@actions/core', resolve(packages, 'core'));
  await declarePure(resolve(packages, 'core/package.json'));
  await useGlobalCrypto(resolve(packages, 'core/lib/file-command.js'));
  // Copied beside core, so that it resolves that copy.
  await copy('node_modules/@actions/glob', resolve(packages, 'glob'));
  await copy('node_modules/@actions/http-client', resolve(packages, 'eager-http-client'));
  await copy('scripts/bundle/lazy-http-client', resolve(packages, 'http-client'));
}

async function copy(from: string, to: string): Promise<void> {
  await cp(resolve(root, from), to, { recursive: true });
}

/** Marks @actions/core as free of side effects, so that unused modules are left out. */
async function declarePure(manifest: string): Promise<void> {
  const content: object = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify({ ...content, sideEffects: false }));
}

/**
 * Removes an import of `crypto` for a function that is a global in Node 24, because loading it takes time at
 * each start.
 */
async function useGlobalCrypto(file: string): Promise<void> {
  const source = await readFile(file, 'utf8');
  const line = "import * as crypto from 'crypto';\n";
  if (!source.includes(line)) throw new Error(`${file} has no import of crypto any more`);
  await writeFile(file, source.replace(line, ''));
}
