import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { LocalFile } from '../../transfer/index.ts';

/** Pointers of Git LFS have less than 200 bytes, those of git-annex a path, those of DVC a few lines for each output. */
const MAX_POINTER_BYTES = 1024;

/**
 * Returns why a file stands for content that is elsewhere, or `undefined` if it is a file of its own: a checkout without
 * Git LFS, git-annex or DVC leaves pointers in place of the content.
 */
export function findPointerIssue({ path, size }: LocalFile): string | undefined {
  if (size === 0 || size > MAX_POINTER_BYTES) return undefined;
  const text = readStart(path);
  // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return 'a pointer of Git LFS, not the file itself. Set `lfs: true` in the step that uses actions/checkout';
  // https://git-annex.branchable.com/internals/pointer_file/
  if (text.startsWith('/annex/objects/'))
    return 'a pointer of git-annex, not the file itself. Run `git annex get` first';
  // https://dvc.org/doc/user-guide/project-structure/dvc-files
  if (path.endsWith('.dvc') && /^outs:/m.test(text) && !existsSync(path.slice(0, -'.dvc'.length)))
    return 'a pointer of DVC, and the file itself does not exist. Run `dvc pull` first';
  return undefined;
}

function readStart(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(MAX_POINTER_BYTES);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}
