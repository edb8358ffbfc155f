const VERSION = /^v(\d+)\.(\d+)\.\d+$/;

/**
 * The tags that people follow and that go to a new version: `v1` and `v1.2` for `v1.2.3`. One stays where it is when a
 * later version of its line is out already.
 * @param tags All tags there are.
 */
export function movingTags(tag: string, tags: readonly string[]): string[] {
  const [, major, minor] = VERSION.exec(tag) ?? [];
  if (major === undefined) throw new Error(`${tag} is no version such as v1.2.3.`);
  return [`v${major}`, `v${major}.${minor}`].filter((line) =>
    tags.every((other) => !VERSION.test(other) || !other.startsWith(`${line}.`) || isNotLater(other, tag)),
  );
}

function isNotLater(other: string, tag: string): boolean {
  return other.localeCompare(tag, 'en', { numeric: true }) <= 0;
}
