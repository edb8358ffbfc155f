import { getErrorCode, UnsafePathError } from './safe-path.ts';

const PERMISSION_DENIED = ['permission denied', 'Change the permissions of the file or its folder'] as const;
const FILE_IN_THE_WAY = ['a parent folder is a file', 'Rename or remove that file'] as const;
const TOO_MANY_FILES = 'Raise the limit, or use fewer connections';

/** What an error code of the file system means, and what helps. */
const FAILURES: Readonly<Record<string, readonly [reason: string, remedy?: string]>> = {
  EACCES: PERMISSION_DENIED,
  EDQUOT: ['the disk quota is exceeded', 'Delete other files, or choose a folder on another disk'],
  EEXIST: FILE_IN_THE_WAY,
  EFBIG: [
    'it is larger than the file system, or a limit of the process (ulimit -f), allows',
    'Raise the limit, or choose a folder on another disk',
  ],
  EINVAL: ['it is not a regular file, or the file system does not allow its name'],
  EIO: ['the disk reports an error', 'Choose a folder on another disk'],
  EISDIR: ['it is a folder'],
  ELOOP: ['symbolic links on the way form a loop', 'Remove one of them'],
  EMFILE: ['the process has too many open files (ulimit -n)', TOO_MANY_FILES],
  ENAMETOOLONG: ['its name is too long', 'Shorten the name or the path of its folder'],
  ENFILE: ['the system has too many open files', TOO_MANY_FILES],
  ENOENT: ['it, or a parent folder, does not exist'],
  ENOSPC: ['the disk is full', 'Free some space, or choose a folder on another disk'],
  ENOTDIR: FILE_IN_THE_WAY,
  EPERM: PERMISSION_DENIED,
  EROFS: ['the file system is read-only', 'Choose a folder on another disk'],
};

/** Returns why a file could not be read or written, or `undefined` if the error is not of the file system. */
export function describeFileFailure(error: unknown): string | undefined {
  if (error instanceof UnsafePathError) return error.reason;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  return FAILURES[String(error.code)]?.[0] ?? `the system reports ${error.code}`;
}

/** Like {@link describeFileFailure}, followed by what helps, as a further sentence. */
export function explainFileFailure(error: unknown): string | undefined {
  const reason = describeFileFailure(error);
  const [, remedy] = FAILURES[getErrorCode(error) ?? ''] ?? [];
  return reason === undefined || remedy === undefined ? reason : `${reason}. ${remedy}`;
}

/** Like {@link describeFileFailure}, with the path of the file in front if the error has it. */
export function describeFileFailureWithPath(error: unknown): string | undefined {
  const reason = describeFileFailure(error);
  const path = getFilePath(error);
  return reason === undefined || path === undefined ? reason : `${path}: ${reason}`;
}

/** The path in an error of the file system; undefined for other errors. */
export function getFilePath(error: unknown): string | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'path' in error)) return undefined;
  return typeof error.path === 'string' ? error.path : undefined;
}

/** Whether the disk is full or the quota is exceeded; the error of the file system may be the cause of `error`. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) || isDiskFull(error.cause);
}
