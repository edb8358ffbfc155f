/**
 * What CHANGELOG.md says of a version, without its heading; undefined where it has no section for it, or an empty one.
 * @param version Such as `1.2.3`, or `Unreleased`.
 */
export function readChanges(version: string, changelog: string): string | undefined {
  const section = changelog
    .split(/^## /m)
    .find((text) => text === version || text.startsWith(`[${version}]`) || text.startsWith(`${version}\n`));
  return section?.slice(section.indexOf('\n')).replace(LINKS, '').trim() || undefined;
}

/** Where the headings' links lead stands at the end of the file, under the last section. */
const LINKS = /^\[[^\]]+\]: \S+$/gm;
