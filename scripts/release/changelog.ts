/**
 * Reads the section of a version from CHANGELOG.md, without heading; undefined if it is missing or empty.
 * @param version Such as `1.2.3`, or `Unreleased`.
 */
export function readChanges(version: string, changelog: string): string | undefined {
  const section = changelog
    .split(/^## /m)
    .find((text) => text === version || text.startsWith(`[${version}]`) || text.startsWith(`${version}\n`));
  return section?.slice(section.indexOf('\n')).replace(LINKS, '').trim() || undefined;
}

/** Link definitions at the end of the file. */
const LINKS = /^\[[^\]]+\]: \S+$/gm;
