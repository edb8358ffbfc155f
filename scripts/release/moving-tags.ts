const VERSION = /^v(\d+)\.(\d+)\.\d+$/;

/**
 * The moving tags of a version: `v1` and `v1.2` for `v1.2.3`. A tag stays if a later version of its line exists.
 * @param tags All existing tags.
 */
export function listMovingTags(tag: string, tags: readonly string[]): string[] {
  const [, major, minor] = VERSION.exec(tag) ?? [];
  if (major === undefined) throw new Error(`${tag} is not a version such as v1.2.3.`);
  return [`v${major}`, `v${major}.${minor}`].filter((line) =>
    tags.every((other) => !VERSION.test(other) || !other.startsWith(`${line}.`) || isNotLater(other, tag)),
  );
}

function isNotLater(other: string, tag: string): boolean {
  return other.localeCompare(tag, 'en', { numeric: true }) <= 0;
}
