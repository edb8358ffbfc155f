import { Minimatch } from 'minimatch';

/** The options of `@actions/glob`, so that a pattern means the same for objects and for local files. */
const MINIMATCH_OPTIONS = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  nonegate: true,
} as const;

/**
 * Creates a filter for names inside a dataset (`out/a.nc`). Patterns are globs, or names of files or folders. `!` excludes
 * names that earlier patterns included; if the first pattern excludes, all other names are included. Without patterns,
 * all names are included.
 */
export function createNameFilter(patterns: readonly string[]): (name: string) => boolean {
  const rules = patterns.map(parseRule);
  const isIncludedByDefault = rules[0]?.isExclusion ?? true;
  return (name) =>
    rules.reduce(
      (isIncluded, { isExclusion, matches }) => (matches(name) ? !isExclusion : isIncluded),
      isIncludedByDefault,
    );
}

function parseRule(pattern: string) {
  const [, negations = '', path = ''] = /^(!*)\s*(?:\.?\/)*(.*?)\/*$/s.exec(pattern) ?? [];
  const exact = new Minimatch(path, MINIMATCH_OPTIONS);
  const inside = new Minimatch(`${path}/**`, MINIMATCH_OPTIONS);
  return {
    isExclusion: negations.length % 2 === 1,
    matches: (name: string) => path === '' || path === '.' || exact.match(name) || inside.match(name),
  };
}
