import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { createFileError } from './safe-path.ts';

/** Opening a named pipe without this flag waits for a writer. Windows has no such flag. */
export const READ_WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file for reading.
 * @returns its descriptor.
 * @throws the file system's error; an Error with the code `EINVAL` for a named pipe, a device or a socket, `EISDIR` for
 * a folder.
 */
export function openRegularFile(path: string): number {
  const descriptor = openSync(path, READ_WITHOUT_WAITING);
  const stats = fstatSync(descriptor);
  if (stats.isFile()) return descriptor;
  closeSync(descriptor);
  throw stats.isDirectory()
    ? createFileError('EISDIR', 'it is a folder', 'open', path)
    : createFileError('EINVAL', 'not a regular file', 'open', path);
}
