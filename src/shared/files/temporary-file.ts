import { randomBytes } from 'node:crypto';
import { closeSync, constants, openSync, readSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { NO_FOLLOW, writeFully } from './atomic-file.ts';
import { getTemporaryFolder } from './runner-temp.ts';
import { getErrorCode } from './safe-path.ts';

const closer = new FinalizationRegistry<number>(closeSync);

/**
 * A file for data that does not fit in memory. It has no name: it disappears with the object, however the process ends.
 * Errors are those of the file system, for example of a full disk, and name the folder.
 */
export class TemporaryFile {
  readonly #folder: string;
  readonly #descriptor: number;
  #size = 0;

  constructor(folder: string = getTemporaryFolder()) {
    this.#folder = folder;
    const path = join(folder, `.provena-${randomBytes(8).toString('hex')}.tmp`);
    const { O_RDWR, O_CREAT, O_EXCL } = constants;
    this.#descriptor = openSync(path, O_RDWR | O_CREAT | O_EXCL | NO_FOLLOW, 0o600);
    closer.register(this, this.#descriptor);
    unlinkSync(path);
  }

  /** Bytes. */
  get size(): number {
    return this.#size;
  }

  append(bytes: Uint8Array): void {
    try {
      writeFully(this.#descriptor, bytes, this.#size);
    } catch (cause) {
      const message = `${cause instanceof Error ? cause.message : cause} to a temporary file in ${this.#folder}`;
      const [code, path] = [getErrorCode(cause), this.#folder];
      throw Object.assign(new Error(message, { cause }), { code, syscall: 'write', path });
    }
    this.#size += bytes.length;
  }

  /** Reads up to `buffer.length` bytes from `position`. Returns their number. */
  read(buffer: Buffer, position: number): number {
    return readSync(this.#descriptor, buffer, 0, buffer.length, position);
  }
}
