/** Pointers of Git LFS have less than 200 bytes, those of git-annex a path. */
export const MAX_POINTER_BYTES = 1024;

/** Describes a pointer of Git LFS or git-annex, which a checkout without these tools contains instead of the file. */
export function describePointer(text: string): string | undefined {
  if (text.length > MAX_POINTER_BYTES) return undefined;
  // https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return 'a pointer of Git LFS, not the file itself. Set `lfs: true` in the step that uses actions/checkout';
  // https://git-annex.branchable.com/internals/pointer_file/
  if (text.startsWith('/annex/objects/'))
    return 'a pointer of git-annex, not the file itself. Run `git annex get` first';
  return undefined;
}
