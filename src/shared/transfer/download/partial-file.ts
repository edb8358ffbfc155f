import { hash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  write,
} from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { NO_FOLLOW, replaceFile, writeFully } from '../../files/atomic-file.ts';
import { getErrorCode } from '../../files/safe-path.ts';
import { FileTransferError } from '../errors.ts';
import type { TargetFolder } from './target-folder.ts';

/**
 * Returns the path of the partial file: in the folder of the target, so that a rename moves it into place.
 * `isPartialFileName` is true for its name.
 */
export function getPartialPath(path: string): string {
  const name = hash('sha256', basename(path)).slice(0, 16);
  return `${path.slice(0, path.length - basename(path).length)}.provena-${name}.part`;
}

/** Codes of the system if there is no file, or if it is a link or a folder. */
const NO_FILE_CODES: ReadonlySet<string> = new Set(['ENOENT', 'ELOOP', 'EMLINK', 'EISDIR']);

/**
 * Opens a file of an earlier run for reading and writing. Returns `undefined` if there is none, or if it is a link or a
 * folder: a checkout could contain a link to any file, under the name of a partial file.
 */
export function openOwnFile(path: string, flags = 0): number | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDWR | NO_FOLLOW | flags);
  } catch (error) {
    const code = getErrorCode(error);
    if (code !== undefined && NO_FILE_CODES.has(code)) return undefined;
    throw error;
  }
  const stats = fstatSync(descriptor);
  if (stats.isFile() && stats.nlink === 1) return descriptor;
  closeSync(descriptor);
  return undefined;
}

/** Smaller writes take less time than passing them to the thread pool. */
const MIN_ASYNC_BYTES = 48 * 1024;
/**
 * Of one file, in the thread pool. File systems lock a file for each write, so that more would only wait; with one, the disk
 * would wait for this process.
 */
const MAX_CONCURRENT_WRITES = 2;
const writeAsync = promisify(write);

/** A file whose download is not complete. */
export class PartialFile implements Disposable {
  readonly path: string;
  readonly #target: string;
  #descriptor: number | undefined;
  /** The last writes in the thread pool; each further one follows one of them. */
  readonly #lastWrites: Promise<void>[] = [];
  #writeCount = 0;

  /** Continues the partial file of an earlier run if `keepsExisting`, and otherwise replaces it. */
  constructor(target: string, folder: TargetFolder, { keepsExisting }: { readonly keepsExisting: boolean }) {
    this.path = getPartialPath(target);
    this.#target = target;
    folder.createParentFolder(target);
    const kept = keepsExisting ? openOwnFile(this.path) : undefined;
    this.#descriptor = kept ?? replaceFile(this.path);
    try {
      folder.assertOpenedInPlace(this.path, this.#descriptor, kept === undefined);
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  get descriptor(): number {
    if (this.#descriptor === undefined) throw new Error(`${this.path} is closed`);
    return this.#descriptor;
  }

  /**
   * Writes bytes. With `canKeep`, large pieces are written in the thread pool, and the buffer is in use until the returned
   * promise settles. The file must not be closed before.
   */
  write(bytes: Buffer, position: number, canKeep = false): Promise<void> | undefined {
    if (canKeep && bytes.length >= MIN_ASYNC_BYTES) {
      const write = () => this.#writeInThreadPool(bytes, position);
      const index = this.#writeCount++ % MAX_CONCURRENT_WRITES;
      const written = this.#lastWrites[index]?.then(write, write) ?? write();
      this.#lastWrites[index] = written;
      return written;
    }
    writeFully(this.descriptor, bytes, position);
    return undefined;
  }

  async #writeInThreadPool(bytes: Buffer, position: number): Promise<void> {
    // A single write may stop early on a full disk.
    for (let offset = 0; offset < bytes.length; ) {
      const length = bytes.length - offset;
      const { bytesWritten } = await writeAsync(this.descriptor, bytes, offset, length, position + offset);
      offset += bytesWritten;
    }
  }

  truncate(size: number): void {
    ftruncateSync(this.descriptor, size);
  }

  /**
   * Sets the modification time, in milliseconds since the epoch, if the file system permits it, and moves the file to its target.
   * @throws FileTransferError if another process has replaced the file, whose content may be incomplete.
   */
  finish(modified: number): void {
    const seconds = modified / 1000;
    try {
      futimesSync(this.descriptor, seconds, seconds);
    } catch {
      // Some network shares do not permit it. The content is complete all the same.
    }
    const { nlink, ino } = fstatSync(this.descriptor);
    if (nlink === 0) throw createReplacedError();
    this[Symbol.dispose]();
    try {
      renameSync(this.path, this.#target);
    } catch (error) {
      if (getErrorCode(error) !== 'ENOENT') throw error;
      // Another process that has resumed the same partial file may have moved it.
      if (lstatSync(this.#target, { throwIfNoEntry: false })?.ino !== ino) throw createReplacedError();
    }
  }

  /** Deletes the file, unless another process has replaced it. */
  discard(): void {
    const isReplaced = this.#descriptor !== undefined && fstatSync(this.#descriptor).nlink === 0;
    this[Symbol.dispose]();
    if (!isReplaced) rmSync(this.path, { force: true });
  }

  [Symbol.dispose](): void {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    // On network file systems, it reports that the disk is full.
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function createReplacedError(): FileTransferError {
  return new FileTransferError(
    'another process has replaced its partial file. Do not run two downloads to one folder at the same time, and download it again',
  );
}
