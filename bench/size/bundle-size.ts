import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packArchive } from '../../action-tests/tools/archive.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Limits in bytes. */
export const BUDGET: DownloadSize = { unpacked: 5e6, packed: 1e6, archive: 1.2e6 };

/** Size of the files that a job downloads, in bytes. */
export interface DownloadSize {
  /** The bundles of all actions, as files. */
  readonly unpacked: number;
  /** The bundles of all actions, as tar.gz. */
  readonly packed: number;
  /** The archive of the repository, as GitHub packs it. */
  readonly archive: number;
}

/** Sizes of the built files in bytes, by path from the project's ROOT. */
export function measureBuiltFiles(): Map<string, number> {
  const paths = globSync('{dist,actions/*/dist}/*', { cwd: ROOT });
  return new Map(paths.map((path) => [path, statSync(join(ROOT, path)).size]));
}

export function measureDownloadSize(): DownloadSize {
  const files = measureBuiltFiles();
  const bundles = execFileSync('tar', ['-cz', ...files.keys()], { cwd: ROOT, maxBuffer: 64e6 });
  return {
    unpacked: [...files.values()].reduce((sum, bytes) => sum + bytes, 0),
    packed: bundles.length,
    archive: packArchive().length,
  };
}
