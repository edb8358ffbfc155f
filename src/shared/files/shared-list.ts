import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { dirname } from 'node:path';
import { NO_FOLLOW, writeFully } from './atomic-file.ts';
import { createFolder, type Roots } from './safe-path.ts';

/**
 * Adds an entry to a list in a file that several processes may extend at the same time. One of two concurrent processes
 * sees the entry of the other; never both, never none.
 * @param entry one line of text.
 * @returns the entries before this one.
 * @throws UnsafePathError, or the file system's error.
 */
export function appendToList(path: string, entry: string, { roots }: { readonly roots: Roots }): string[] {
  createFolder(dirname(path), roots);
  const { O_APPEND, O_CREAT, O_RDWR } = constants;
  const descriptor = openSync(path, O_APPEND | O_CREAT | O_RDWR | NO_FOLLOW, 0o600);
  try {
    // The id finds this entry among those that other processes have added before the list is read.
    const id = randomUUID();
    // A line break at both ends keeps an entry apart from one whose write a full disk interrupted.
    writeFully(descriptor, Buffer.from(`\n${id} ${entry}\n`));
    const text = readFully(descriptor);
    return parseEntries(text.slice(0, text.indexOf(`\n${id} `)));
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a list that {@link appendToList} wrote. @throws the file system's error, even if the file does not exist. */
export function readList(path: string): string[] {
  const descriptor = openSync(path, constants.O_RDONLY | NO_FOLLOW);
  try {
    return parseEntries(readFully(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

function parseEntries(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(line.indexOf(' ') + 1));
}

function readFully(descriptor: number): string {
  const bytes = Buffer.alloc(fstatSync(descriptor).size);
  let length = 0;
  for (let count = -1; count !== 0 && length < bytes.length; length += count)
    count = readSync(descriptor, bytes, length, bytes.length - length, length);
  return bytes.toString('utf8', 0, length);
}
