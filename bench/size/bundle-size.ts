import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Limits in bytes for the bundles of all actions: as files, and in the archive that a job downloads. */
export const BUDGET: BundleSize = { unpacked: 6e6, packed: 1.5e6 };

export interface BundleSize {
  readonly unpacked: number;
  readonly packed: number;
}

/** Sizes of the built files in bytes, by path from the project's root. */
export function builtFiles(): Map<string, number> {
  const paths = ['dist', 'actions'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && basename(entry.parentPath) === 'dist')
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name))),
  );
  return new Map(paths.map((path) => [path, statSync(join(ROOT, path)).size]));
}

/** Total size of the built files; packed with tar and gzip, as GitHub does. */
export function bundleSize(): BundleSize {
  const files = builtFiles();
  const archive = execFileSync('tar', ['-cz', ...files.keys()], { cwd: ROOT, maxBuffer: 64e6 });
  return { unpacked: [...files.values()].reduce((sum, bytes) => sum + bytes, 0), packed: archive.length };
}
