/** A pointer of Git LFS has less than 200 bytes; a pointer of git-annex has a path. */
export const MAX_POINTER_BYTES = 1024;

/** Describes a pointer of Git LFS or git-annex, which a checkout without these tools contains instead of the file. */
export function describePointer(text: string): string | undefined {
  if (text.length > MAX_POINTER_BYTES) return undefined;
  // The specification of Git LFS, docs/spec.md in its repository.
  if (text.startsWith('version https://git-lfs.github.com/spec/'))
    return 'a pointer of Git LFS. Set `lfs: true` in the step that uses actions/checkout';
  // https://git-annex.branchable.com/internals/pointer_file/
  if (text.startsWith('/annex/objects/'))
    return 'a pointer of git-annex. Run `git annex get` before this step';
  return undefined;
}
