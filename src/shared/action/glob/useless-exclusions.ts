import { isAbsolute } from 'node:path';
import { nameFile } from '../../documents/text/name-file.ts';
import { isInside } from '../../files/safe-path.ts';
import type { LocalFile } from '../../transfer/index.ts';
import { formatSyntaxHint, type GlobRule, parseGlobRule, parseNegation } from './glob-rules.ts';

/** A line that excludes nothing, although a listed file was probably meant. */
export interface UselessExclusion {
  readonly line: string;
  /** Name of a listed file that it was probably meant to exclude. */
  readonly path: string;
  readonly advice: string;
}

/** A line that excludes nothing, and could not match any file. */
export interface UnmatchableExclusion {
  readonly line: string;
  /** The reason and what to change, in parentheses. */
  readonly hint: string;
}

/**
 * Finds the exclusions that match a listed file, or would if they applied in every folder and to letters in any case.
 * @param unused those of `rules` that excluded nothing.
 */
export function findUselessExclusions(
  unused: readonly GlobRule[],
  rules: readonly GlobRule[],
  files: Iterable<Pick<LocalFile, 'path'>>,
  workspace: string,
): UselessExclusion[] {
  return unused.flatMap((rule): UselessExclusion[] => {
    const { line } = rule;
    // With a slash at the end, a line excludes folders only.
    const pattern = parseNegation(line).path.replace(/^(?:\.\/)+|(?<=[^/])\/+$/g, '');
    const isRelative = !isAbsolute(pattern) && !/^(?:~|\*\*)/.test(pattern);
    const anywhere = isRelative ? `!**/${pattern}` : `!${pattern}`;
    const { matches } = parseGlobRule(anywhere, workspace);
    const { matches: matchesAnyCase } = parseGlobRule(anywhere, workspace, { nocase: true });
    const later = rules.slice(rules.indexOf(rule) + 1);
    for (const file of files) {
      if (!matchesAnyCase(file.path)) continue;
      const isIncludedLater = later.some((other) => other.matches(file.path));
      if (isIncludedLater && !rule.matches(file.path)) continue;
      const path = nameFile(file.path, workspace).name;
      if (isIncludedLater)
        return [{ line, path, advice: 'A later line includes it. Move the line with ! to the end' }];
      const advice = matches(file.path)
        ? `Paths are relative to the workspace. To exclude the name in every folder, write ${JSON.stringify(anywhere)}`
        : 'Patterns are case-sensitive: correct upper-case and lower-case letters';
      return [{ line, path, advice }];
    }
    return [];
  });
}

/**
 * Finds the exclusions that can match no file.
 * @param unused those that excluded nothing.
 */
export function findUnmatchableExclusions(
  unused: readonly GlobRule[],
  searchPaths: readonly string[],
  workspace: string,
): UnmatchableExclusion[] {
  return unused
    .map((rule) => ({ line: rule.line, hint: formatExclusionHint(rule, searchPaths, workspace) }))
    .filter(({ hint }) => hint !== '');
}

/**
 * Why an exclusion that excluded nothing can match no file, in parentheses. Empty if it could, or if other lines lead out of
 * the workspace, too.
 */
function formatExclusionHint(
  { line, canContain }: GlobRule,
  searchPaths: readonly string[],
  workspace: string,
): string {
  const { path } = parseNegation(line);
  const isRooted = isAbsolute(path) || path.startsWith('~');
  return isRooted &&
    !canContain(workspace) &&
    searchPaths.every((searchPath) => isInside(workspace, searchPath))
    ? ` (it is outside of the workspace: write the path relative to ${workspace}, without "/" at the start)`
    : formatSyntaxHint(line);
}
