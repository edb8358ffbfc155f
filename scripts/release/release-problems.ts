import { readChanges } from './changelog.ts';

/** What a release has to agree with. */
export interface ReleaseInfo {
  readonly version: string;
  /** `repository` of package.json, by which npm holds a package's provenance against where it was built. */
  readonly repository?: string | { readonly url: string };
  readonly changelog: string;
}

/**
 * Why a tag may not be released, in words; none where it may.
 * @param home `owner/name` of the repository that the tag is in, where that is known.
 */
export function findReleaseProblems(
  tag: string,
  { version, repository, changelog }: ReleaseInfo,
  home?: string,
): string[] {
  const problems: string[] = [];
  if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json has version ${version}.`);
  if (!readChanges(version, changelog)) {
    problems.push(`CHANGELOG.md says nothing under a heading "## [${version}]".`);
  }
  if (readChanges('Unreleased', changelog)) {
    problems.push('CHANGELOG.md still has something under "Unreleased": it belongs to this version.');
  }
  const url = typeof repository === 'object' ? repository.url : repository;
  if (home !== undefined && !url?.replace(/\.git$/, '').endsWith(`/${home}`)) {
    problems.push(`"repository" in package.json is ${url ?? 'absent'}, but this is ${home}.`);
  }
  return problems;
}
