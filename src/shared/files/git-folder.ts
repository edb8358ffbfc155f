/** Code points that HFS+ ignores in file names, as Git's `is_hfs_dotgit` lists them. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/**
 * Whether a file system may open `.git` under this name: in any case, with trailing dots or spaces or a stream (NTFS), by
 * its short name `git~1` (FAT), or with ignored code points (HFS+). Git refuses the same names in trees (`verify_path`).
 */
export function isGitFolderName(name: string): boolean {
  const plain = name.replace(IGNORED_BY_HFS, '').toLowerCase();
  return /^(?:\.git|git~1)[. ]*(?::.*)?$/s.test(plain);
}
