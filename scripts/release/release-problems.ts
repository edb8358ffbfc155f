/** The part of a package.json that a release has to match. */
export interface Manifest {
  readonly version: string;
  readonly repository?: string | { readonly url: string };
}

export interface ReleaseInfo {
  /** The root package.json, which is not published. */
  readonly manifest: Manifest;
  /** Those of the published packages, by path. npm compares their repository with their provenance. */
  readonly packages: Readonly<Record<string, Manifest>>;
  readonly changelog: string;
}

/**
 * Reasons why a tag cannot be released; empty if it can.
 * @param home `owner/name` of the repository, if known.
 */
export function findReleaseProblems(
  tag: string,
  { manifest: { version }, packages, changelog }: ReleaseInfo,
  home?: string,
): string[] {
  const problems: string[] = [];
  if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json has version ${version}.`);
  for (const [file, { version: other, repository }] of Object.entries(packages)) {
    if (other !== version) problems.push(`${file} has version ${other}, but package.json has ${version}.`);
    const url = typeof repository === 'object' ? repository.url : repository;
    if (home !== undefined && !url?.replace(/\.git$/, '').endsWith(`/${home}`))
      problems.push(`"repository" in ${file} is ${url ?? 'absent'}, but this is ${home}.`);
  }
  if (!readChanges(version, changelog)) {
    problems.push(`CHANGELOG.md has no section "## [${version}]".`);
  }
  if (readChanges('Unreleased', changelog)) {
    problems.push('CHANGELOG.md still has entries under "Unreleased"; move them to this version.');
  }
  return problems;
}

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
