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
  // Marked as free of side effects, so that unused modules are left out.
  await changeManifest(resolve(packages, 'core/package.json'), { sideEffects: false });
  await useGlobalCrypto(resolve(packages, 'core/lib/file-command.js'));
  // Copied next to core, so that it resolves that copy.
  await copy('node_modules/@actions/glob', resolve(packages, 'glob'));
  await copy('node_modules/@actions/http-client', resolve(packages, 'eager-http-client'));
  await copy('scripts/bundle/lazy-http-client', resolve(packages, 'http-client'));
  // Copied, so that it resolves the copy of undici.
  await copy('node_modules/@actions/github', resolve(packages, 'github'));
  await leaveOutUnused(resolve(build, 'node_modules'));
}

/**
 * Copies packages of which the bundle uses a part, without the rest. A new use of one of them has to be added to its
 * index in this folder.
 */
async function leaveOutUnused(packages: string): Promise<void> {
  const undici = resolve(packages, 'undici');
  await copy('node_modules/undici', undici);
  await copy('scripts/bundle/undici/index.js', resolve(undici, 'index.js'));
  await copy('scripts/bundle/undici/parser-h1.js', resolve(undici, 'lib/dispatcher/parser-h1.js'));
  const forge = resolve(packages, 'node-forge');
  await copy('node_modules/node-forge', forge);
  await copy('scripts/bundle/node-forge/index.js', resolve(forge, 'lib/index.js'));
  // The ES module has the same functions; of a UMD module the bundler cannot remove the unused ones.
  const hashes = resolve(packages, 'hash-wasm');
  await copy('node_modules/hash-wasm', hashes);
  await changeManifest(resolve(hashes, 'package.json'), { main: 'dist/index.esm.js' });
}

async function copy(from: string, to: string): Promise<void> {
  await cp(resolve(root, from), to, { recursive: true });
}

async function changeManifest(manifest: string, changes: object): Promise<void> {
  const content: object = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify({ ...content, ...changes }));
}

/**
 * Removes an import of `crypto` for a function that is a global in Node 24, because loading it takes time at
 * each start.
 */
async function useGlobalCrypto(file: string): Promise<void> {
  const source = await readFile(file, 'utf8');
  const line = "import * as crypto from 'crypto';\n";
  if (!source.includes(line)) throw new Error(`${file} no longer has an import of crypto`);
  await writeFile(file, source.replace(line, ''));
}
