import nodePath, { type PlatformPath } from 'node:path';

/** Rules of the machine that files are written to. */
export interface LocalNameRules {
  /** Default: this machine's. */
  readonly path?: PlatformPath | undefined;
  /** Whether `A` and `a` are one file, as on Windows and macOS. Default: by this machine's platform. */
  readonly isCaseInsensitive?: boolean | undefined;
}

/** Names that Windows gives to devices, whatever their extension. */
const WINDOWS_DEVICE_NAMES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
/** Bytes of one step of a path, on every file system in use. */
const MAX_SEGMENT_BYTES = 255;

/** Why no file below a folder can have this name, or `undefined` when one can. Keys may be anything; files may not. */
export function findLocalNameIssue(name: string, path: PlatformPath = nodePath): string | undefined {
  const steps = name.split('/');
  if (steps.includes('')) return 'a step of it is empty';
  if (steps.some((step) => step === '.' || step === '..')) return 'it has a step "." or ".."';
  if (name.includes('\0')) return 'it has a NUL character';
  if (steps.some((step) => Buffer.byteLength(step) > MAX_SEGMENT_BYTES))
    return 'a step of it is too long for a file name';
  return path.sep === '\\' ? findWindowsNameIssue(steps) : undefined;
}

function findWindowsNameIssue(steps: readonly string[]): string | undefined {
  for (const step of steps) {
    if (/[<>:"|?*\\]/.test(step) || [...step].some((c) => c < ' '))
      return 'it has a character that Windows does not allow';
    if (/[. ]$/.test(step)) return 'a step of it ends in a dot or a blank, which Windows drops';
    if (WINDOWS_DEVICE_NAMES.test(step)) return 'a step of it is the name of a device on Windows';
  }
  return undefined;
}

/** Names that would end up in each other's place: equal but for case where that does not count, or a file as a folder. */
export function findNameConflicts(names: readonly string[], rules: LocalNameRules = {}): Map<string, string> {
  const ignoresCase =
    rules.isCaseInsensitive ?? (process.platform === 'win32' || process.platform === 'darwin');
  const fold = (name: string) => (ignoresCase ? name.normalize('NFC').toLowerCase() : name);
  const files = new Map<string, string>();
  const clashes = new Map<string, string>();
  for (const name of names) {
    const other = files.get(fold(name));
    if (other === undefined) files.set(fold(name), name);
    else clashes.set(name, `it and ${other} are one file on this machine`);
  }
  for (const name of names) {
    const steps = fold(name).split('/');
    for (let depth = 1; depth < steps.length; depth++) {
      const file = files.get(steps.slice(0, depth).join('/'));
      if (file !== undefined)
        clashes.set(name, `it lies in a folder ${file}, and there is a file of that name too`);
    }
  }
  return clashes;
}
