import nodePath from 'node:path';
import { isGitFolderName, type PathRules } from '../../files/safe-path.ts';
import { findFilesAsFolders } from '../folder-names.ts';
import { isPartialFileName } from '../object-names.ts';
import { mapRecords } from '../records/record-list.ts';
import { Spool } from '../records/spool.ts';

export interface LocalNameRules {
  /** Default: the rules of this platform. */
  readonly path?: PathRules | undefined;
  /** Whether `A` and `a` are the same file, as on Windows and macOS. Default: the rule of this platform. */
  readonly isCaseInsensitive?: boolean | undefined;
}

/** Device names that Windows reserves, with any extension. */
const WINDOWS_DEVICE_NAMES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
/** The maximum length of a file name in bytes on common file systems. */
const MAX_SEGMENT_BYTES = 255;

/** Returns why a name of an object cannot be a file name below a folder, or `undefined` if it can. */
export function findLocalNameIssue(name: string, path: PathRules = nodePath): string | undefined {
  const segments = name.split('/');
  if (segments.includes('')) return 'it has an empty segment';
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'it has a segment "." or ".."';
  if (segments.some(isGitFolderName)) return 'it has a segment that is reserved for Git';
  if (segments.some(isPartialFileName)) return 'it has a segment that is reserved for partial files';
  if (name.includes('\0')) return 'it contains a NUL character';
  if (segments.some((segment) => Buffer.byteLength(segment) > MAX_SEGMENT_BYTES))
    return 'a segment is too long for a file name';
  return path.sep === '\\' ? findWindowsNameIssue(segments) : undefined;
}

function findWindowsNameIssue(segments: readonly string[]): string | undefined {
  for (const segment of segments) {
    if (/[<>:"|?*\\]/.test(segment) || [...segment].some((c) => c < ' '))
      return 'it contains a character that Windows does not allow';
    if (/[. ]$/.test(segment)) return 'a segment ends in a dot or a space, which Windows removes';
    if (WINDOWS_DEVICE_NAMES.test(segment)) return 'a segment is a device name on Windows';
  }
  return undefined;
}

interface NormalizedName {
  readonly name: string;
  readonly normalized: string;
}

/** Finds names that conflict on this platform: they differ only in case, or one is a folder of the other. */
export function findNameConflicts(names: Iterable<string>, rules: LocalNameRules = {}): Map<string, string> {
  const ignoresCase =
    rules.isCaseInsensitive ?? (process.platform === 'win32' || process.platform === 'darwin');
  const sorted = new Spool<NormalizedName>(compareNormalized);
  for (const name of names)
    sorted.add({ name, normalized: ignoresCase ? name.normalize('NFC').toLowerCase() : name });
  const conflicts = new Map<string, string>();
  let last: NormalizedName | undefined;
  const checked = mapRecords(sorted, (entry) => {
    const { name, normalized } = entry;
    if (last?.normalized !== normalized) last = entry;
    else
      conflicts.set(
        name,
        name === last.name
          ? 'the store lists it twice'
          : `it is the same file as ${last.name} on this platform`,
      );
    return entry;
  });
  for (const [folder, { name }] of findFilesAsFolders(checked, ({ normalized }) => normalized))
    conflicts.set(
      name,
      `its folder ${folder.name} is also the name of a file, for example because one replaced the other and the old files stayed (upload-data deletes those with delete-missing: true)`,
    );
  return conflicts;
}

function compareNormalized({ normalized: a }: NormalizedName, { normalized: b }: NormalizedName): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
