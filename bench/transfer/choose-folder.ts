import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** A memory file system if it has this much space, because disks would dominate the result; else the temporary folder. */
export function chooseFolder(bytes: number): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > bytes) return '/dev/shm';
  } catch {
    // No such file system here.
  }
  return tmpdir();
}
