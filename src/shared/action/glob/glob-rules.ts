import { isAbsolute, join, sep } from 'node:path';
import { Minimatch } from 'minimatch';
import { UserError } from '../../documents/problem.ts';
import { expandHome, findHome, NO_HOME_REASON } from '../../files/safe-path.ts';

/** The options of `@actions/glob`, so that a pattern means the same in all actions, for objects and for local files. */
export const MINIMATCH_OPTIONS = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  nonegate: true,
} as const;

export type GlobRule = ReturnType<typeof parseGlobRule>;

/**
 * Parses a line: `!` excludes, `~` is the home directory, relative paths start at the workspace.
 * @throws UserError for `~` when the user has no home directory.
 * @param nocase whether letters match in any case. Default: as file names of this platform.
 */
export function parseGlobRule(
  line: string,
  workspace: string,
  { nocase = process.platform === 'win32' } = {},
) {
  const { isExclusion, path } = parseNegation(line);
  const pattern = toAbsolutePattern(path, workspace);
  const plain = pattern.endsWith(sep) ? pattern.slice(0, -1) : pattern;
  const options = { ...MINIMATCH_OPTIONS, nocase };
  const exact = new Minimatch(toSlashes(plain), options);
  const inside = new Minimatch(`${toSlashes(plain)}/**`, options);
  // A pattern that ends in a slash matches folders only.
  const isFolderOnly = plain !== pattern;
  return {
    /** The line as written. */
    line,
    /** The pattern with an absolute path, as `@actions/glob` takes it. */
    pattern: `${isExclusion ? '!' : ''}${pattern}`,
    isExclusion,
    /** Whether the pattern matches a file, by its absolute path. A pattern also matches everything inside a folder. */
    matches: (file: string): boolean =>
      (!isFolderOnly && exact.match(toSlashes(file))) || inside.match(toSlashes(file)),
    /** Whether a folder may contain files that match. */
    canContain: (folder: string): boolean =>
      exact.match(toSlashes(folder), true) || inside.match(toSlashes(folder), true),
    /** Whether everything in a folder matches. */
    matchesAll: (folder: string): boolean => inside.match(`${toSlashes(folder)}/`),
  };
}

/** Splits off the exclamation marks of a pattern and the spaces after them; two of them cancel each other. */
export function parseNegation(line: string): { isExclusion: boolean; path: string } {
  const [, negations = '', path = ''] = /^((?:\s*!)*)\s*(.*)$/s.exec(line) ?? [];
  return { isExclusion: negations.replace(/\s/g, '').length % 2 === 1, path };
}

/**
 * A hint, in parentheses, for a pattern that matches nothing because it has the syntax of a shell, of YAML or of Windows.
 * Empty for other patterns.
 */
export function formatSyntaxHint(pattern: string): string {
  if (/^- |[{,;"'$]| #|\.\w+ \S/.test(pattern))
    return ' (spaces, commas, semicolons, braces, quotes, variables, comments and a "-" at the start are matched literally: write one pattern on each line)';
  return sep === '/' && pattern.includes('\\') ? ' (separate folders by "/")' : '';
}

/** Returns the rule that decides about a file: the last one that matches its path. */
export function findFileRule(rules: readonly GlobRule[], path: string): GlobRule | undefined {
  return rules.findLast((rule) => rule.matches(path));
}

/** Returns the rule that decides whether a folder is searched: the last one that can include files in it, or excludes all. */
export function findFolderRule(rules: readonly GlobRule[], folder: string): GlobRule | undefined {
  return rules.findLast(({ isExclusion, canContain, matchesAll }) =>
    isExclusion ? matchesAll(folder) : canContain(folder),
  );
}

function toAbsolutePattern(path: string, workspace: string): string {
  const home = findHome();
  const expanded = expandHome(path, () => home && escapeGlob(home));
  if (expanded === undefined) throw new UserError(`${JSON.stringify(path)}: ${NO_HOME_REASON}`);
  return isAbsolute(expanded) ? expanded : join(escapeGlob(workspace), expanded);
}

/** Escapes the characters of a path that have a meaning in patterns, as `@actions/glob` does for its own roots. */
function escapeGlob(path: string): string {
  const escaped = process.platform === 'win32' ? path : path.replaceAll('\\', '\\\\');
  return escaped
    .replace(/\[(?=[^/]+\])/g, '[[]')
    .replaceAll('?', '[?]')
    .replaceAll('*', '[*]');
}

function toSlashes(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
