import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES_PER_FOLDER = 1_000;
/** Sizes vary from 1 to this many bytes. */
const MAX_BYTES = 1_000;

/** Writes small files of zeros, in folders of 1,000. */
export function writeSmallFiles(root: string, count: number): void {
  const zeros = Buffer.alloc(MAX_BYTES);
  mkdirSync(root, { recursive: true });
  for (let first = 0; first < count; first += FILES_PER_FOLDER) {
    const folder = join(root, `run-${String(first / FILES_PER_FOLDER).padStart(5, '0')}`);
    mkdirSync(folder, { recursive: true });
    for (let i = first; i < Math.min(count, first + FILES_PER_FOLDER); i++)
      writeFileSync(
        join(folder, `result-${String(i).padStart(7, '0')}.csv`),
        zeros.subarray(0, 1 + (i % MAX_BYTES)),
      );
  }
}
