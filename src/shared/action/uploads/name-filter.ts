import { Minimatch } from 'minimatch';
import { MINIMATCH_OPTIONS, parseNegation } from './glob-rules.ts';

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
  const { isExclusion, path: pathPattern } = parseNegation(pattern);
  const path = pathPattern.replace(/^(?:\.?\/)+/, '').replace(/(?<!\/)\/+$/, '');
  const exact = new Minimatch(path, MINIMATCH_OPTIONS);
  const inside = new Minimatch(`${path}/**`, MINIMATCH_OPTIONS);
  return {
    isExclusion,
    matches: (name: string) => path === '' || path === '.' || exact.match(name) || inside.match(name),
  };
}
