import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { root, run } from '../project.ts';
import { copySandboxFiles } from '../sandbox-files.ts';
import { licenceList } from './licences.ts';
import { minify } from './minify.ts';
import { bundledPackages } from './packages.ts';
import { substitutePackages } from './substitutes.ts';

/** The files of the bundle that all actions share, by name: an entry that knows the actions, and chunks. */
export type Bundle = ReadonlyMap<string, string | Buffer>;

const BUILD = resolve(root, '.build');

/**
 * Compiles the sources to `.build/` and bundles every entry into one set of files, so that what two actions use is
 * there once. An entry is `mint-dataset/main`; `start('mint-dataset/main')` of the bundle runs it.
 * @throws when the sources do not compile.
 */
export async function bundle(entries: readonly string[]): Promise<Bundle> {
  await rm(BUILD, { recursive: true, force: true });
  if (run('tsc', ['-p', 'tsconfig.build.json']) !== 0) throw new Error('the sources do not compile');
  copySandboxFiles(BUILD);
  await substitutePackages(BUILD);
  await writeFile(resolve(BUILD, 'entry.js'), renderEntry(entries));
  const { code, assets, stats } = await ncc(resolve(BUILD, 'entry.js'), {
    cache: false,
    quiet: true,
    target: 'es2024',
    esm: false,
  });
  const files = new Map<string, string | Buffer>();
  for (const [name, source] of [['index.js', code] as const, ...sources(assets)]) {
    files.set(name, name.endsWith('.js') ? await minify(name, String(source)) : source);
  }
  files.set('licenses.txt', licenceList(bundledPackages(stats)));
  return files;
}

function sources(assets: Awaited<ReturnType<typeof ncc>>['assets']): (readonly [string, string | Buffer])[] {
  return Object.entries(assets).map(([name, { source }]) => [name, source] as const);
}

function renderEntry(entries: readonly string[]): string {
  const rows = entries.map((entry) => `  '${entry}': () => import('./actions/${entry}.js'),`);
  return `const entries = {\n${rows.join('\n')}\n};\nexport const start = (entry) => entries[entry]();\n`;
}
