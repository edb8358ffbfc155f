import { resolve } from 'node:path';
import { statTarget } from '../../files/safe-path.ts';
import type { LocalFile } from '../../transfer/index.ts';
import { formatSyntaxHint, type GlobRule, parseNegation } from './glob-rules.ts';

/** The lines that match no file; all of them if each only excludes. */
export function findUnmatched(
  rules: readonly GlobRule[],
  files: Iterable<Pick<LocalFile, 'path'>>,
): readonly string[] {
  const inclusions = rules.filter(({ isExclusion }) => !isExclusion);
  if (inclusions.length === 0) return rules.map(({ line }) => line);
  const unmatched = new Set(inclusions);
  for (const { path } of files) {
    for (const rule of unmatched) if (rule.matches(path)) unmatched.delete(rule);
    if (unmatched.size === 0) break;
  }
  return [...unmatched].map(({ line }) => line);
}

/**
 * The reason why a pattern matches nothing, in parentheses: it only excludes, or it is the name of an empty folder, of a file
 * or folder with special characters or, unless `hidden`, of a hidden file or folder, or has the syntax of another program.
 * Empty for other patterns.
 */
export function formatUnmatchedHint(
  pattern: string,
  { workspace, hidden }: { readonly workspace: string; readonly hidden: boolean },
): string {
  if (parseNegation(pattern).isExclusion) return ' (every line excludes; add a line with what to include)';
  const isHidden = pattern.split(/[\\/]/).some((part) => /^\.(?!\.?$)/.test(part));
  if (isHidden && !hidden) return ' (names that start with a dot are hidden and skipped)';
  const target = statTarget(resolve(workspace, pattern));
  const escaped = pattern.replace(/[*?[]/g, '[$&]');
  // Without these characters, the name would match its file.
  if (target && escaped !== pattern)
    return ` (*, ? and [ are special in patterns: to match this name, write ${JSON.stringify(escaped)})`;
  return target?.isDirectory()
    ? ' (the folder exists, but none of its files is included)'
    : formatSyntaxHint(pattern);
}
