import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { FileTransferError } from '../errors.ts';
import type { LocalFile } from './local-file.ts';

const readAsync = promisify(read);

/** Reads up to here go without a detour by the thread pool, which costs more than they do. */
const MAX_SYNC_READ_BYTES = 256 * 1024;

/**
 * A file that has to stay as it was listed while it is read. A FileProblem says so when it does not: what would be sent
 * otherwise is neither the old file nor the new one.
 */
export class UnchangedFileReader implements Disposable {
  readonly #file: LocalFile;
  readonly #descriptor: number;

  constructor(file: LocalFile) {
    this.#file = file;
    this.#descriptor = openSync(file.path, 'r');
  }

  /** Fills `buffer` with the bytes from `start` on. */
  async read(buffer: Buffer, start: number): Promise<void> {
    for (let at = 0; at < buffer.length; ) {
      const rest = buffer.subarray(at);
      const count = await readAt(this.#descriptor, rest, start + at);
      if (count === 0) throw this.#changed('it became shorter');
      at += count;
    }
  }

  /** Throws where it is not as it was listed any more. To be asked once all has been read, at the latest. */
  assertUnchanged(): void {
    const { size, mtimeMs } = fstatSync(this.#descriptor);
    if (size !== this.#file.size) throw this.#changed(`it had ${this.#file.size} bytes and has ${size}`);
    if (mtimeMs !== this.#file.modified) throw this.#changed('it was written to');
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor);
  }

  #changed(how: string): FileTransferError {
    return new FileTransferError(
      `${this.#file.path} changed while it was being sent: ${how}. Send it when it is finished`,
    );
  }
}

async function readAt(descriptor: number, buffer: Buffer, position: number): Promise<number> {
  const { length } = buffer;
  if (length <= MAX_SYNC_READ_BYTES) return readSync(descriptor, buffer, 0, length, position);
  return (await readAsync(descriptor, buffer, 0, length, position)).bytesRead;
}
