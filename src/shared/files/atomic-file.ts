import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import {
  assertOpenedInPlace,
  assertSafeName,
  createFileError,
  createFolder,
  getErrorCode,
  type Roots,
  statTarget,
  UnsafePathError,
} from './safe-path.ts';

export interface WriteOptions {
  readonly roots: Roots;
  /** Mode of the file. Default: the mode of the existing file, else 0o666 without the umask. */
  readonly mode?: number | undefined;
}

/** Pieces of text are collected to writes of this many characters. */
const WRITE_CHARACTERS = 64 * 1024;

/**
 * Writes a file completely or not at all: an existing file is replaced only by the complete new one. Missing folders are
 * created. No symbolic link below a root is followed, and nothing is written to `.git`.
 * @throws UnsafePathError, the file system's error, or the error of `content`.
 */
export async function writeFile(
  path: string,
  content: string | Uint8Array | AsyncIterable<string>,
  options: WriteOptions,
): Promise<void> {
  using file = createAtomicFile(path, options);
  if (typeof content === 'string' || content instanceof Uint8Array) file.write(content);
  else await writePieces(file, content);
  file.commit();
}

/** Like {@link writeFile}, for content that is in memory, or is created in pieces. */
export function writeFileSync(
  path: string,
  content: string | Uint8Array | Iterable<string>,
  options: WriteOptions,
): void {
  using file = createAtomicFile(path, options);
  if (typeof content === 'string' || content instanceof Uint8Array) file.write(content);
  else for (const piece of content) file.write(piece);
  file.commit();
}

async function writePieces(file: AtomicFile, pieces: AsyncIterable<string>): Promise<void> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < WRITE_CHARACTERS) continue;
    file.write(text);
    text = '';
  }
  file.write(text);
}

interface AtomicFile extends Disposable {
  write(content: string | Uint8Array): void;
  /** Moves the file into place. */
  commit(): void;
}

function createAtomicFile(target: string, { roots, mode }: WriteOptions): AtomicFile {
  const path = resolve(target);
  assertSafeName(basename(path), path);
  createFolder(dirname(path), roots);
  const existing = lstatSync(path, { throwIfNoEntry: false });
  // A link to a file is replaced by the new file. In place of /dev/stdout, it would break other programs.
  const replaced = existing?.isSymbolicLink() ? statTarget(path) : existing;
  if (replaced?.isDirectory())
    throw createFileError('EISDIR', 'illegal operation on a directory', 'open', path);
  if (replaced && !replaced.isFile()) throw new UnsafePathError(path, 'it is not a regular file');
  // The global, because each start of an action would load node:crypto for an import.
  const temporary = join(dirname(path), `.provena-${crypto.randomUUID()}.tmp`);
  const descriptor = openNewFile(temporary, mode);
  let isOpen = true;
  const close = () => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  let isCommitted = false;
  const dispose = () => {
    close();
    if (!isCommitted) rmSync(temporary, { force: true });
  };
  try {
    assertOpenedInPlace(temporary, descriptor, roots);
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    write: (content) => writeFully(descriptor, Buffer.from(content)),
    commit() {
      if (mode === undefined && existing?.isFile()) fchmodSync(descriptor, existing.mode & 0o777);
      // File systems that allocate late report a full disk only here.
      fsyncSync(descriptor);
      close();
      renameSync(temporary, path);
      isCommitted = true;
    },
    [Symbol.dispose]: dispose,
  };
}

/** Creates a file for reading and writing; an existing file or link is an error. */
function openNewFile(path: string, mode = 0o666): number {
  const { O_RDWR, O_CREAT, O_EXCL } = constants;
  return openSync(path, O_RDWR | O_CREAT | O_EXCL | NO_FOLLOW, mode);
}

/**
 * Creates a file in place of an existing file or link, which is removed.
 * @throws UnsafePathError for a folder; the file system's error.
 */
export function replaceFile(path: string): number {
  try {
    return openNewFile(path);
  } catch (error) {
    if (getErrorCode(error) !== 'EEXIST') throw error;
    if (lstatSync(path).isDirectory()) throw new UnsafePathError(path, 'it is a folder. Delete it');
    rmSync(path);
    return openNewFile(path);
  }
}

/** `O_NOFOLLOW` does not exist on Windows. */
export const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** Writes all bytes; a single write may stop early on a full disk. */
export function writeFully(descriptor: number, bytes: Uint8Array, position: number | null = null): void {
  for (let offset = 0; offset < bytes.length; ) {
    const at = position === null ? null : position + offset;
    offset += writeSync(descriptor, bytes, offset, bytes.length - offset, at);
  }
}
