import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createScratchFolder } from './cleanup.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Packs the archive that a job downloads with `uses:`, a tar.gz: the files of the working tree, committed or not, without
 * those that `.gitattributes` marks as `export-ignore`, as GitHub leaves them out.
 */
export function packArchive(): Buffer {
  using folder = createScratchFolder(join(tmpdir(), 'archive-'));
  const env = { ...process.env, GIT_INDEX_FILE: join(folder.path, 'index') };
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, env, maxBuffer: 64e6 });
  const index = execFileSync('git', ['rev-parse', '--git-path', 'index'], { cwd: ROOT, encoding: 'utf8' });
  // A copy of the index, because the user's own must not change.
  copyFileSync(resolve(ROOT, index.trim()), env.GIT_INDEX_FILE);
  git('add', '--all');
  const tree = git('write-tree').toString().trim();
  return git('archive', '--format=tar.gz', tree);
}
