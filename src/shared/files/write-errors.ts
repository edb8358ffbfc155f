import { UnsafePathError } from './safe-path.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is exceeded',
  EEXIST: 'a parent folder is a file',
  EFBIG: 'it is larger than the file system, or a limit of the process (ulimit -f), allows',
  EINVAL: 'it is not a regular file, or the file system does not allow its name',
  EIO: 'the disk reports an error',
  EISDIR: 'it is a folder',
  ELOOP: 'symbolic links on the way form a loop',
  EMFILE: 'the process has too many open files (ulimit -n)',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it, or a parent folder, does not exist',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a parent folder is a file',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};

/** Returns why a file could not be read or written, or `undefined` if the error is not of the file system. */
export function describeFileFailure(error: unknown): string | undefined {
  if (error instanceof UnsafePathError) return error.reason;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return undefined;
  return REASONS[String(error.code)] ?? `the system reports ${error.code}`;
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
