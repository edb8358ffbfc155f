import { closeSync, existsSync, readSync } from 'node:fs';
import { describePointer, MAX_POINTER_BYTES } from '../../documents/text/pointer.ts';
import { openRegularFile } from '../../files/open-regular-file.ts';
import type { LocalFile } from '../../transfer/index.ts';

/**
 * Returns why a file is a pointer to content that is elsewhere, or `undefined` if it is an ordinary file: a checkout without
 * Git LFS, git-annex or DVC leaves pointers in place of the content.
 */
export function findPointerIssue({ path, size }: LocalFile): string | undefined {
  if (size === 0 || size > MAX_POINTER_BYTES) return undefined;
  const text = readStart(path);
  const pointer = describePointer(text);
  if (pointer !== undefined) return pointer;
  // A few lines for each output. https://dvc.org/doc/user-guide/project-structure/dvc-files
  if (path.endsWith('.dvc') && /^outs:/m.test(text) && !existsSync(path.slice(0, -'.dvc'.length)))
    return 'a pointer of DVC, and the file itself does not exist. Run `dvc pull` first';
  return undefined;
}

/** The first bytes of a file; an empty string if it cannot be read, which the upload reports. */
function readStart(path: string): string {
  let descriptor: number;
  try {
    descriptor = openRegularFile(path);
  } catch {
    return '';
  }
  try {
    const buffer = Buffer.alloc(MAX_POINTER_BYTES);
    return buffer.toString('latin1', 0, readSync(descriptor, buffer));
  } finally {
    closeSync(descriptor);
  }
}
