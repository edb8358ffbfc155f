import { closeSync, fstatSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { openRegularFile } from '../../files/open-regular-file.ts';
import { FileTransferError } from '../errors.ts';
import type { LocalFile } from './local-file.ts';

const readAsync = promisify(read);

/** Up to this size, reads are synchronous: the thread pool would take longer than the read. */
const MAX_SYNC_READ_BYTES = 256 * 1024;

/**
 * Reads a file that must not change after it was listed; the upload would mix the old and the new content. A change is a
 * {@link FileTransferError}.
 */
export class UnchangedFileReader implements Disposable {
  readonly #file: LocalFile;
  readonly #descriptor: number;

  constructor(file: LocalFile) {
    this.#file = file;
    this.#descriptor = openRegularFile(file.path);
  }

  /** Fills `buffer` with the bytes from offset `start`. */
  async read(buffer: Buffer, start: number): Promise<void> {
    for (let offset = 0; offset < buffer.length; ) {
      const count = await readAt(this.#descriptor, buffer.subarray(offset), start + offset);
      if (count === 0) throw this.#createChangedError('it was truncated');
      offset += count;
    }
  }

  /** Throws if the file has changed since it was listed. Call it after the last read. */
  assertUnchanged(): void {
    const { size, mtimeMs } = fstatSync(this.#descriptor);
    if (size !== this.#file.size)
      throw this.#createChangedError(`its size was ${this.#file.size} and is ${size} bytes`);
    if (mtimeMs !== this.#file.modified) throw this.#createChangedError('it was modified');
    // Files of /proc and of some network file systems have content although their size is 0.
    if (size === 0 && readSync(this.#descriptor, Buffer.alloc(1), 0, 1, 0) > 0)
      throw new FileTransferError(
        `${this.#file.path} has content, but its file system reports a size of 0 bytes. Upload a copy of it`,
      );
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }

  #createChangedError(change: string): FileTransferError {
    return new FileTransferError(
      `${this.#file.path} has changed since it was listed: ${change}. Upload it when no program writes to it`,
    );
  }
}

async function readAt(descriptor: number, buffer: Buffer, position: number): Promise<number> {
  const { length } = buffer;
  if (length <= MAX_SYNC_READ_BYTES) return readSync(descriptor, buffer, 0, length, position);
  return (await readAsync(descriptor, buffer, 0, length, position)).bytesRead;
}
