import { fstatSync, lstatSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { homedir } from 'node:os';
import nodePath, { dirname, join, parse, relative, resolve, sep } from 'node:path';

/**
 * The path rules of a platform. `@types/node` renamed its own type, and the npm package is compiled with the user's
 * version.
 */
export type PathRules = typeof nodePath.posix;

/** A path is not written to, because a symbolic link or a Git folder is on the way. */
export class UnsafePathError extends Error {
  override readonly name = 'UnsafePathError';
  /** Completes "… cannot be written: ". */
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`${path} cannot be written: ${reason}`);
    this.reason = reason;
  }
}

/** Folders below which no symbolic link is followed. Links above them belong to the configuration of the machine. */
export type Roots = readonly (string | undefined)[];

/** Finds the first of `roots` that contains a folder, else its top-level folder. */
function findRoot(folder: string, roots: Roots): string {
  const absolute = resolve(folder);
  const root = roots.find((candidate) => candidate !== undefined && isInside(resolve(candidate), absolute));
  if (root !== undefined) return resolve(root);
  const { root: drive } = parse(absolute);
  // Systems link top-level folders: /tmp to /private/tmp, /home to /var/home.
  return join(drive, relative(drive, absolute).split(sep)[0] ?? '');
}

/**
 * The home directory of the user. A user of a container may have none: no entry in /etc/passwd and no HOME. An empty or relative
 * HOME does not count: with an empty one, `~/data` would be `/data`.
 */
export function findHome(): string | undefined {
  try {
    const home = homedir();
    return nodePath.isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

/** The reason why {@link expandHome} returned undefined, and the remedy. */
export const NO_HOME_REASON =
  'this user has no home directory. Set the variable HOME, or write an absolute path';

/**
 * Replaces `~` at the start of a path by the home directory. On Windows, a slash may follow it, too: workflows have `~/data`.
 * @param getHome called only for such a path.
 * @param rules those of another platform, for tests.
 * @returns undefined if the path needs a home directory and the user has none.
 */
export function expandHome(
  path: string,
  getHome: () => string | undefined = findHome,
  rules: PathRules = nodePath,
): string | undefined {
  const isInHome = path === '~' || path.startsWith('~/') || path.startsWith(`~${rules.sep}`);
  if (!isInHome) return path;
  const home = getHome();
  return home === undefined ? undefined : rules.join(home, path.slice(1));
}

/** Whether `path` is `folder` or inside it, by their text. `rules` are those of another platform, for tests. */
export function isInside(folder: string, path: string, rules: PathRules = nodePath): boolean {
  const way = rules.relative(folder, path);
  return !rules.isAbsolute(way) && way.split(rules.sep)[0] !== '..';
}

/**
 * Creates a folder, segment by segment, without following symbolic links below the root that contains it.
 * @throws UnsafePathError for a link or a Git folder; the file system's error if a file is on the way.
 */
export function createFolder(folder: string, roots: Roots): void {
  const root = findRoot(folder, roots);
  createFolderTree(root);
  createFolderBelow(root, resolve(folder));
}

/**
 * Creates a folder and its parents, through links. With `recursive`, `mkdirSync` of Node.js never returns if the system
 * reports ENOENT although the parent exists, as /proc of Linux does.
 * @param mode permissions of new folders.
 * @throws the file system's error.
 */
export function createFolderTree(folder: string, mode?: number): void {
  if (statTarget(folder)?.isDirectory()) return;
  const parent = dirname(folder);
  if (parent !== folder) createFolderTree(parent, mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process may have created it in the meantime.
    if (statTarget(folder)?.isDirectory()) return;
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    throw stats?.isSymbolicLink() ? new UnsafePathError(folder, 'it is a broken symbolic link') : error;
  }
}

/**
 * Like {@link createFolder}, in a root that exists. Both paths are absolute.
 * @throws UnsafePathError for a link or a Git folder; the file system's error if a file is on the way.
 */
export function createFolderBelow(root: string, folder: string): void {
  if (folder === root) return;
  let current = root;
  for (const segment of relative(root, folder).split(sep)) {
    if (segment === '') continue;
    if (segment === '..') throw new UnsafePathError(folder, `it is outside of ${root}`);
    assertSafeName(segment, folder);
    current = join(current, segment);
    const stats = lstatSync(current, { throwIfNoEntry: false });
    if (!stats) mkdirSync(current);
    else if (!stats.isDirectory()) throw createNotAFolderError(current, stats);
  }
}

/**
 * Checks that a file which was just opened is the one at `path`, and that no link leads there: another process may have
 * put a link in place of a folder between the check of the folder and the opening of the file.
 * @throws UnsafePathError otherwise.
 */
export function assertOpenedInPlace(path: string, descriptor: number, roots: Roots): void {
  const folder = dirname(resolve(path));
  assertOpenedBelow(findRoot(folder, roots), folder, path, descriptor);
}

/**
 * Like {@link assertOpenedInPlace}, for a file in a folder below a root. The paths of both are absolute.
 * @throws UnsafePathError if it is not in place.
 */
export function assertOpenedBelow(root: string, folder: string, path: string, descriptor: number): void {
  createFolderBelow(root, folder);
  const stats = fstatSync(descriptor);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.ino === stats.ino && found.dev === stats.dev) return;
  throw new UnsafePathError(path, 'its folder was replaced while the file was opened');
}

/** Throws for a `.git` folder, by any name under which a file system finds it. */
export function assertSafeName(name: string, path: string): void {
  if (isGitFolderName(name)) throw new UnsafePathError(path, `${name} is reserved for Git`);
}

/** Code points that HFS+ ignores in file names, as Git's `is_hfs_dotgit` lists them. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Whether a file system may open `.git` under this name: in any case, with trailing dots or spaces or a stream (NTFS), by
 * its short name `git~1` (FAT), or with ignored code points (HFS+). Git rejects the same names in trees (`verify_path`).
 */
export function isGitFolderName(name: string): boolean {
  const plain = name.replace(IGNORED_BY_HFS, '').toLowerCase();
  return /^(?:\.git|git~1)[. ]*(?::.*)?$/s.test(plain);
}

function createNotAFolderError(path: string, stats: Stats): Error {
  if (stats.isSymbolicLink())
    return new UnsafePathError(path, 'it is a symbolic link. Remove the link, or name its target');
  return createFileError('ENOTDIR', 'not a directory', 'mkdir', path);
}

/** An error in the form of the file system's errors. */
export function createFileError(code: string, text: string, syscall: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${text}, ${syscall} '${path}'`), { code, syscall, path });
}

/** Codes of paths that lead to no file: links form a loop, a parent is a file, or no file can have the name. */
const NO_FILE_CODES = new Set(['EINVAL', 'ELOOP', 'ENAMETOOLONG', 'ENOTDIR', 'ERR_INVALID_ARG_VALUE']);

/**
 * Reads the properties of a file, through links.
 * @returns undefined when there is no such file, when links lead to no file (a broken link or a loop of links), and for a
 * path that no file can have: it is too long, or contains a NUL character.
 */
export function statTarget(path: string): Stats | undefined {
  return statIfPossible(statSync, path);
}

/** Like {@link statTarget}, but returns the properties of a link itself. */
export function statEntry(path: string): Stats | undefined {
  return statIfPossible(lstatSync, path);
}

function statIfPossible(stat: typeof statSync | typeof lstatSync, path: string): Stats | undefined {
  try {
    return stat(path, { throwIfNoEntry: false });
  } catch (error) {
    if (NO_FILE_CODES.has(getErrorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** The code of an error of the system, for example `ENOENT`. */
export function getErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
