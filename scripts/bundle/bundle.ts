import { rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { minify as terser } from 'terser';
import { copySandboxFiles, root, run } from '../project.ts';
import { compileEagerly } from './compile-eagerly.ts';
import { formatLicences } from './licences.ts';
import { mergeChunks } from './merge-chunks.ts';
import { moveModules } from './move-modules.ts';
import { listBundledPackages } from './packages.ts';
import { substitutePackages } from './substitutes.ts';

/** The files of the bundle of all actions by name: an entry and chunks. */
export type Bundle = ReadonlyMap<string, string | Buffer>;

const BUILD = resolve(root, '.build');

/**
 * Compiles the sources to `.build/` and bundles all entries into one set of files, so that shared code is included
 * once. `start('mint-dataset/main')` of the bundle runs the entry `mint-dataset/main`.
 * @throws Error if the sources do not compile.
 */
export async function bundle(entries: readonly string[]): Promise<Bundle> {
  await rm(BUILD, { recursive: true, force: true });
  if (run('tsc', ['-p', 'tsconfig.build.json']) !== 0) throw new Error('the sources do not compile');
  copySandboxFiles(resolve(BUILD, 'sandbox'));
  await substitutePackages(BUILD);
  await writeFile(resolve(BUILD, 'entry.js'), renderEntry(entries));
  const { code, assets, stats } = await ncc(resolve(BUILD, 'entry.js'), {
    cache: false,
    quiet: true,
    target: 'es2024',
    esm: false,
  });
  const files = new Map<string, string | Buffer>([['index.js', code], ...listSources(assets)]);
  const runChunk = mergeChunks(files, stats, './run-action.js');
  moveModules(files, stats, {
    first: [
      ...START.map((name) => resolve(BUILD, `src/shared/${name}.js`)),
      ...entries.filter(isAction).map((entry) => resolve(BUILD, `actions/${entry}.js`)),
    ],
    programs: entries.filter((entry) => !isAction(entry)),
    to: runChunk,
  });
  for (const [name, source] of files) {
    if (name.endsWith('.js')) files.set(name, await minify(name, String(source)));
  }
  for (const name of ['index.js', runChunk]) files.set(name, compileEagerly(String(files.get(name))));
  files.set('licenses.txt', formatLicences(listBundledPackages(stats)));
  return files;
}

function listSources(
  assets: Awaited<ReturnType<typeof ncc>>['assets'],
): (readonly [string, string | Buffer])[] {
  return Object.entries(assets).map(([name, { source }]) => [name, source] as const);
}

function isAction(entry: string): boolean {
  return entry.endsWith('/main');
}

/** Makes the bundler include a module where it is imported. It is still evaluated on demand. */
const EAGER = '/* webpackMode: "eager" */';

/** Modules that every action needs for its first request. */
const START = ['action/index', 'client/prefetch-token'];
/** Modules that every action needs for its inputs, after the request. */
const INPUTS = ['action/inputs/fields', 'action/inputs/input-schema', 'action/inputs/shared-fields'];

/**
 * An entry with the `main.ts` of every action, because a file takes longer to load than their code, and with the modules
 * of all actions; those of {@link INPUTS} are moved after bundling.
 */
function renderEntry(entries: readonly string[]): string {
  const rows = entries.map(
    (entry) => `  '${entry}': () => import(${isAction(entry) ? EAGER : ''} './actions/${entry}.js'),`,
  );
  const eager = [...START, ...INPUTS].map((name) => `  import(${EAGER} './src/shared/${name}.js'),`);
  return [
    `const entries = {\n${rows.join('\n')}\n};`,
    'export const start = (entry) => entries[entry]();',
    `export const included = () => [\n${eager.join('\n')}\n];\n`,
  ].join('\n');
}

/**
 * Minifies a chunk. Class names are kept, because logs show the names of errors. V8 reads ASCII faster than UTF-8. Licence
 * notices are in `licenses.txt`.
 */
async function minify(name: string, code: string): Promise<string> {
  const { code: small } = await terser(
    { [name]: code },
    {
      module: true,
      ecma: 2020,
      keep_classnames: true,
      compress: { passes: 2 },
      format: { comments: false, ascii_only: true },
    },
  );
  if (!small) throw new Error(`${name} is empty after minification`);
  return `${small}\n`;
}
