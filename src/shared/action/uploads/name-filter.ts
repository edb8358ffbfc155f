import { Minimatch } from 'minimatch';

/** What `@actions/glob` asks of minimatch: the same pattern means the same here and on the disk. */
const MINIMATCH_OPTIONS = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  nonegate: true,
} as const;

/**
 * Whether a name inside a dataset (`out/a.nc`) is wanted by patterns: globs, or names of files and of folders with all
 * that is in them. `!` takes away what patterns before it gave; where the first one does so, all files were given before
 * it. Without patterns every name is wanted.
 */
export function createNameFilter(patterns: readonly string[]): (name: string) => boolean {
  const rules = patterns.map(parseRule);
  const atFirst = rules[0]?.takesAway ?? true;
  return (name) =>
    rules.reduce((wanted, { takesAway, matches }) => (matches(name) ? !takesAway : wanted), atFirst);
}

function parseRule(pattern: string) {
  const [, marks = '', path = ''] = /^(!*)\s*(?:\.?\/)*(.*?)\/*$/s.exec(pattern) ?? [];
  const itself = new Minimatch(path, MINIMATCH_OPTIONS);
  const below = new Minimatch(`${path}/**`, MINIMATCH_OPTIONS);
  return {
    takesAway: marks.length % 2 === 1,
    matches: (name: string) => path === '' || path === '.' || itself.match(name) || below.match(name),
  };
}
