import { isAbsolute } from 'node:path';
import { nameFile } from '../../documents/text/name-file.ts';
import { isInside } from '../../files/safe-path.ts';
import type { LocalFile } from '../../transfer/index.ts';
import { formatSyntaxHint, type GlobRule, parseGlobRule, parseNegation } from './glob-rules.ts';

interface Listing {
  readonly rules: readonly GlobRule[];
  readonly files: Iterable<Pick<LocalFile, 'path'>>;
  readonly searchPaths: readonly string[];
  readonly workspace: string;
  /** What the step does with the files. */
  readonly verb: 'read' | 'uploaded';
}

/**
 * Warns about lines that exclude nothing although a listed file was probably meant, or because they can match no file.
 * @param unused those of the rules that excluded nothing.
 */
export function listExclusionWarnings(unused: readonly GlobRule[], listing: Listing): string[] {
  return unused.flatMap((rule) => {
    const reason = describeIncludedFile(rule, listing) || describeSyntax(rule, listing);
    return reason === '' ? [] : [`The line ${JSON.stringify(rule.line)} excludes nothing${reason}.`];
  });
}

/**
 * The first file that a line would exclude if it were the last line, or applied in every folder and to letters in any case.
 * Empty without such a file.
 */
function describeIncludedFile(rule: GlobRule, { rules, files, workspace, verb }: Listing): string {
  // With a slash at the end, a line excludes folders only.
  const pattern = parseNegation(rule.line).path.replace(/^(?:\.\/)+|(?<=[^/])\/+$/g, '');
  const isRelative = !isAbsolute(pattern) && !/^(?:~|\*\*)/.test(pattern);
  const anywhere = isRelative ? `!**/${pattern}` : `!${pattern}`;
  const { matches } = parseGlobRule(anywhere, workspace);
  const { matches: matchesAnyCase } = parseGlobRule(anywhere, workspace, { nocase: true });
  const later = rules.slice(rules.indexOf(rule) + 1);
  for (const { path } of files) {
    if (!matchesAnyCase(path)) continue;
    const isIncludedLater = later.some((other) => other.matches(path));
    if (isIncludedLater && !rule.matches(path)) continue;
    const advice = isIncludedLater
      ? 'A later line includes it. Move the line with ! to the end'
      : matches(path)
        ? `Paths are relative to the workspace. To exclude the name in every folder, write ${JSON.stringify(anywhere)}`
        : 'Patterns are case-sensitive: correct upper-case and lower-case letters';
    return `: ${nameFile(path, workspace).name} is ${verb}. ${advice}`;
  }
  return '';
}

/** Why a line can match no file, in parentheses. Empty if it could, or if other lines lead out of the workspace, too. */
function describeSyntax({ line, canContain }: GlobRule, { searchPaths, workspace }: Listing): string {
  const { path } = parseNegation(line);
  const isRooted = isAbsolute(path) || path.startsWith('~');
  return isRooted &&
    !canContain(workspace) &&
    searchPaths.every((searchPath) => isInside(workspace, searchPath))
    ? ` (it is outside of the workspace: write the path relative to ${workspace}, without "/" at the start)`
    : formatSyntaxHint(line);
}
