import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { create } from '@actions/glob';
import { nameFile } from '../../documents/text/name-file.ts';
import { isGitFolderName, isInside, statEntry, statTarget } from '../../files/safe-path.ts';
import {
  createExternalLinkProblem,
  type LocalFile,
  type LocalListing,
  type LocalProblem,
  listFolder,
  listPaths,
  mapRecords,
} from '../../transfer/index.ts';
import { findCommonFolder } from './common-folder.ts';
import {
  findFileRule,
  findFolderRule,
  formatSyntaxHint,
  type GlobRule,
  parseGlobRule,
  parseNegation,
} from './glob-rules.ts';
import type { ListingNotes, UselessExclusion } from './listing-warnings.ts';
import { findPointerIssue } from './pointer-files.ts';

export interface FindFilesOptions {
  /** Patterns of `@actions/glob`, relative to the workspace. */
  readonly patterns: readonly string[];
  readonly workspace: string;
  readonly hidden: boolean;
  /** `follow-all` also follows links that lead outside the workspace. */
  readonly symlinks: 'follow' | 'follow-all' | 'skip';
  /** Whether to list pointers of Git LFS, git-annex and DVC like other files. */
  readonly allowPointerFiles: boolean;
}

export interface FoundFiles extends LocalListing, ListingNotes {
  /** The common folder of all patterns, to which names are relative. */
  readonly root: string;
  readonly rules: readonly GlobRule[];
  /** Lines whose pattern matches no file. */
  readonly unmatched: readonly string[];
  /** Git folders to which files belong, relative to the workspace. */
  readonly gitFolders: readonly string[];
}

/** Finds the files that match the patterns. Their names are relative to the common folder of all patterns. */
export async function findFiles(options: FindFilesOptions): Promise<FoundFiles> {
  const rules = options.patterns.map((line) => parseGlobRule(line, options.workspace));
  const globber = await create(rules.map(({ pattern }) => pattern).join('\n'));
  const searchPaths = globber.getSearchPaths();
  const listings: LocalListing[] = [];
  const used = new Set<GlobRule>();
  const use = (rule: GlobRule | undefined): boolean => {
    if (rule?.isExclusion) used.add(rule);
    return rule?.isExclusion === false;
  };
  for (const path of searchPaths) listings.push(await search(path, { rules, use }, options));
  const root = findCommonFolder(searchPaths.map(getSearchFolder));
  const { files, problems } = listPaths({ root, paths: listFilePaths(listings) });
  const getName = (path: string): string => nameFile(path, options.workspace).name;
  const sum = (count: (listing: LocalListing) => number) =>
    listings.reduce((total, listing) => total + count(listing), 0);
  return {
    root,
    rules,
    files,
    problems: [
      ...listings.flatMap((listing) => listing.problems),
      ...problems,
      ...(options.allowPointerFiles ? [] : listPointerProblems(files)),
    ],
    emptyFolders: sum(({ emptyFolders }) => emptyFolders),
    hiddenSkipped: sum(({ hiddenSkipped }) => hiddenSkipped),
    linksSkipped: sum(({ linksSkipped }) => linksSkipped),
    brokenLinks: listings.flatMap(({ brokenLinks }) => brokenLinks).map(getName),
    unmatched: findUnmatched(rules, files),
    uselessExclusions: findUselessExclusions(rules, used, files, options.workspace).map((exclusion) => ({
      ...exclusion,
      path: getName(exclusion.path),
    })),
    unmatchableExclusions: rules
      .filter((rule) => rule.isExclusion && !used.has(rule))
      .map((rule) => ({ line: rule.line, hint: formatExclusionHint(rule, searchPaths, options.workspace) }))
      .filter(({ hint }) => hint !== ''),
    gitFolders: listGitFolders(files, options.workspace),
  };
}

const EMPTY: LocalListing = {
  files: [],
  problems: [],
  brokenLinks: [],
  emptyFolders: 0,
  hiddenSkipped: 0,
  linksSkipped: 0,
};

interface RuleUse {
  readonly rules: readonly GlobRule[];
  /** Records that a rule decides about a path. Returns whether it includes the path. */
  readonly use: (rule: GlobRule | undefined) => boolean;
}

/** Lists the files of a search path: the part of a pattern before the first wildcard. */
async function search(
  path: string,
  { rules, use }: RuleUse,
  { workspace, hidden, symlinks }: FindFilesOptions,
): Promise<LocalListing> {
  const stats = statEntry(path);
  if (!stats) return EMPTY;
  if (!hidden && basename(path).startsWith('.')) return { ...EMPTY, hiddenSkipped: 1 };
  if (stats.isSymbolicLink() && symlinks === 'skip') return { ...EMPTY, linksSkipped: 1 };
  const target = statTarget(path);
  if (!target) return { ...EMPTY, problems: [{ path, reason: 'a broken symbolic link' }] };
  const realPath = realpathSync(path);
  const realWorkspace = existsSync(workspace) ? realpathSync(workspace) : workspace;
  if (symlinks === 'follow' && isInside(workspace, path) && !isInside(realWorkspace, realPath))
    return { ...EMPTY, problems: [createExternalLinkProblem(path, realPath)] };
  if (!target.isDirectory())
    return use(findFileRule(rules, path)) ? listPaths({ root: dirname(path), paths: [path] }) : EMPTY;
  return listFolder({
    root: path,
    include: (name) => use(findFileRule(rules, join(path, name))),
    descend: (name) => use(findFolderRule(rules, join(path, name))),
    hidden,
    symlinks: symlinks === 'skip' ? 'skip' : 'follow',
    linkRoots: symlinks === 'follow' ? [realWorkspace, realPath] : undefined,
  });
}

function* listFilePaths(listings: readonly LocalListing[]): Generator<string> {
  for (const { files } of listings) yield* mapRecords(files, ({ path }) => path);
}

function listPointerProblems(files: Iterable<LocalFile>): LocalProblem[] {
  const problems: LocalProblem[] = [];
  for (const file of files) {
    const reason = findPointerIssue(file);
    if (reason !== undefined)
      problems.push({ path: file.path, reason, setting: 'allow-pointer-files: true' });
  }
  return problems;
}

function listGitFolders(files: Iterable<Pick<LocalFile, 'path'>>, workspace: string): string[] {
  const folders = new Set<string>();
  for (const { path } of files) {
    const segments = relative(workspace, path).split(sep);
    const index = segments.findIndex(isGitFolderName);
    if (index >= 0) folders.add(segments.slice(0, index + 1).join('/'));
  }
  return [...folders];
}

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
 * Finds the exclusions that excluded nothing although they match a listed file, or would if they applied in every folder and
 * to letters in any case.
 */
function findUselessExclusions(
  rules: readonly GlobRule[],
  used: ReadonlySet<GlobRule>,
  files: Iterable<Pick<LocalFile, 'path'>>,
  workspace: string,
): UselessExclusion[] {
  return rules.flatMap((rule, index): UselessExclusion[] => {
    const { line, isExclusion } = rule;
    if (!isExclusion || used.has(rule)) return [];
    // With a slash at the end, a line excludes folders only.
    const pattern = parseNegation(line).path.replace(/^(?:\.\/)+|(?<=[^/])\/+$/g, '');
    const isRelative = !isAbsolute(pattern) && !/^(?:~|\*\*)/.test(pattern);
    const anywhere = isRelative ? `!**/${pattern}` : `!${pattern}`;
    const { matches } = parseGlobRule(anywhere, workspace);
    const { matches: matchesAnyCase } = parseGlobRule(anywhere, workspace, { nocase: true });
    const later = rules.slice(index + 1);
    for (const { path } of files) {
      if (!matchesAnyCase(path)) continue;
      const isIncludedLater = later.some((other) => other.matches(path));
      if (isIncludedLater && rule.matches(path))
        return [{ line, path, advice: 'A later line includes it. Move the line with ! to the end' }];
      if (isIncludedLater) continue;
      const advice = matches(path)
        ? `Paths are relative to the workspace. To exclude the name in every folder, write ${JSON.stringify(anywhere)}`
        : 'Patterns are case-sensitive: correct upper-case and lower-case letters';
      return [{ line, path, advice }];
    }
    return [];
  });
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

/**
 * The reason why a pattern matches nothing, in parentheses: it only excludes, or it is the name of an empty folder, of a file
 * or folder with special characters or, unless `hidden`, of a hidden file or folder, or has the syntax of another program.
 * Empty for other patterns.
 */
export function formatUnmatchedHint(
  pattern: string,
  { workspace, hidden }: Pick<FindFilesOptions, 'workspace' | 'hidden'>,
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

/** Returns the folder of a search path: the path itself, or the parent folder of a file. */
function getSearchFolder(path: string): string {
  return statTarget(path)?.isFile() ? dirname(path) : path;
}
