import { Minimatch } from 'minimatch';
import { MINIMATCH_OPTIONS, parseNegation } from '../../src/shared/action/glob/glob-rules.ts';

/**
 * Creates a filter for names inside a dataset (`out/a.nc`). Patterns are globs, or names of files or folders. `!` excludes
 * names that earlier patterns included; if the first pattern excludes, all other names are included. Without patterns,
 * all names are included.
 */
export function createNameFilter(patterns: readonly string[]) {
  const rules = patterns.map(parseRule);
  const isIncludedByDefault = rules[0]?.isExclusion ?? true;
  const unmatched = new Set(rules.filter(({ isExclusion }) => !isExclusion));
  return {
    isIncluded(name: string): boolean {
      let isIncluded = isIncludedByDefault;
      for (const rule of rules) {
        if (!rule.matches(name)) continue;
        isIncluded = !rule.isExclusion;
        unmatched.delete(rule);
      }
      return isIncluded;
    },
    /** The patterns that include, but have matched none of the names so far. */
    listUnmatched: () => [...unmatched].map(({ pattern }) => pattern),
  };
}

function parseRule(pattern: string) {
  const { isExclusion, path: pathPattern } = parseNegation(pattern);
  const path = pathPattern.replace(/^(?:\.?\/)+/, '').replace(/(?<!\/)\/+$/, '');
  const exact = new Minimatch(path, MINIMATCH_OPTIONS);
  const inside = new Minimatch(`${path}/**`, MINIMATCH_OPTIONS);
  return {
    pattern,
    isExclusion,
    // Globs do not match names such as `/a` or `b/../c`, which no file can have, but which a line has to exclude.
    matches: (name: string) =>
      path === '' || path === '.' || name === pathPattern || exact.match(name) || inside.match(name),
  };
}
