import { resolve } from 'node:path';
import { formatJson } from '../../client/json/format-json.ts';
import { truncate } from '../../documents/format-value.ts';
import { statTarget } from '../../files/safe-path.ts';
import { listFirst } from '../../format-list.ts';
import type { LocalFile } from '../../transfer/index.ts';
import { formatSyntaxHint, type GlobRule, parseNegation } from './glob-rules.ts';

/** The lines that match no file; all of them if each only excludes. */
export function findUnmatched(
  rules: readonly GlobRule[],
  ...lists: readonly Iterable<Pick<LocalFile, 'path'>>[]
): readonly string[] {
  const inclusions = rules.filter(({ isExclusion }) => !isExclusion);
  if (inclusions.length === 0) return rules.map(({ line }) => line);
  const unmatched = new Set(inclusions);
  for (const files of lists) {
    for (const { path } of files) {
      for (const rule of unmatched) if (rule.matches(path)) unmatched.delete(rule);
      if (unmatched.size === 0) break;
    }
  }
  return [...unmatched].map(({ line }) => line);
}

interface ListingOptions {
  /** The folder to which paths are relative. */
  readonly workspace: string;
  /** Whether hidden files are listed. */
  readonly hidden: boolean;
}

/** Formats the message about lines that match no file. */
export function formatUnmatched(lines: readonly string[], options: ListingOptions): string {
  const names = formatLines(lines, (line) => formatUnmatchedHint(line, options));
  return `no file matches ${names}. Paths are relative to ${options.workspace}. Check the path, and that actions/checkout, or the step or command that writes the files, has run`;
}

const MAX_LISTED_LINES = 10;
/** Longer than most paths; a list of files in one line can have megabytes. */
const MAX_LINE_LENGTH = 300;

/** Formats the first of the lines for a message, each with its hint, and the number of the others. */
export function formatLines(lines: readonly string[], formatHint: (line: string) => string): string {
  return listFirst(
    lines,
    MAX_LISTED_LINES,
    (line) => truncate(formatJson(line), MAX_LINE_LENGTH) + formatHint(line),
  ).join(', ');
}

/**
 * The reason why a pattern matches nothing, in parentheses: it only excludes, or it is the name of an empty folder, of a file
 * or folder with special characters, in another Unicode form or, unless `hidden`, hidden, or has the syntax of another program.
 * Empty for other patterns.
 */
export function formatUnmatchedHint(pattern: string, { workspace, hidden }: ListingOptions): string {
  if (parseNegation(pattern).isExclusion) return ' (every line excludes; add a line with what to include)';
  const isHidden = pattern.split(/[\\/]/).some((part) => /^\.(?!\.?$)/.test(part));
  if (isHidden && !hidden) return ' (names that start with a dot are hidden and skipped)';
  const target = statTarget(resolve(workspace, pattern));
  const escaped = pattern.replace(/[*?[]/g, '[$&]');
  // Without these characters, the name would match its file.
  if (target && escaped !== pattern)
    return ` (*, ? and [ are special in patterns: to match this name, write ${JSON.stringify(escaped)})`;
  const isOtherForm = ['NFC', 'NFD'].some((form) => {
    const name = pattern.normalize(form);
    return name !== pattern && statTarget(resolve(workspace, name)) !== undefined;
  });
  if (!target && isOtherForm)
    return ' (a file has this name with other Unicode code points, NFC or NFD: rename it, or write * for accented letters)';
  return target?.isDirectory()
    ? ' (the folder exists, but none of its files is included)'
    : formatSyntaxHint(pattern);
}
