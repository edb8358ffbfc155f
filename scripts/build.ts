import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { actionNames, root, run } from './project.ts';

/**
 * Builds the bundle of every action, or of those named: TypeScript to `.build/`, then ncc to `actions/<name>/dist/`.
 * With --check nothing is written: a bundle that is not what its sources give is named, and the exit code is 1.
 */
const check = process.argv.includes('--check');
const named = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const names = named.length > 0 ? named : actionNames();

await rm(resolve(root, '.build'), { recursive: true, force: true });
if (run('tsc', ['-p', 'tsconfig.build.json']) !== 0) process.exit(1);

const stale: string[] = [];
for (const name of names) {
  for (const entry of ['main', 'post']) {
    if (!existsSync(resolve(root, 'actions', name, `${entry}.ts`))) continue;
    const folder = resolve(root, 'actions', name, 'dist', entry === 'main' ? '' : entry);
    const files = await bundle(resolve(root, '.build/actions', name, `${entry}.js`));
    if (!check) await write(folder, files);
    else if (!(await isFresh(folder, files))) stale.push(`actions/${name}/dist`);
  }
}
if (stale.length > 0) {
  console.error(
    `Not what the sources give: ${[...new Set(stale)].join(', ')}. Run npm run build and commit the result.`,
  );
  process.exit(1);
}

async function bundle(entry: string): Promise<Map<string, string | Buffer>> {
  const { code, assets } = await ncc(entry, {
    minify: true,
    cache: false,
    quiet: true,
    license: 'licenses.txt',
    target: 'es2024',
  });
  const files = new Map<string, string | Buffer>([['index.js', code]]);
  for (const [name, asset] of Object.entries(assets)) files.set(name, asset.source);
  return files;
}

async function write(folder: string, files: Map<string, string | Buffer>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function isFresh(folder: string, files: Map<string, string | Buffer>): Promise<boolean> {
  const there = existsSync(folder) ? await readdir(folder, { recursive: true, withFileTypes: true }) : [];
  const found = there.filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(folder, 'post')));
  if (found.length !== files.size) return false;
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (!existsSync(path) || !(await readFile(path)).equals(Buffer.from(content))) return false;
  }
  return true;
}
