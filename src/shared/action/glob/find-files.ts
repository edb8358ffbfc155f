import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { create } from '@actions/glob';
import { nameFile } from '../../documents/text/name-file.ts';
import { isGitFolderName, isInside, statEntry, statTarget } from '../../files/safe-path.ts';
import { formatCount } from '../../format-count.ts';
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
import { listExclusionWarnings } from './exclusion-warnings.ts';
import { findFileRule, findFolderRule, type GlobRule, parseGlobRule } from './glob-rules.ts';
import { findPointerIssue } from './pointer-files.ts';
import { findUnmatched } from './unmatched-patterns.ts';

export interface FindFilesOptions {
  /** Patterns of `@actions/glob`, relative to the workspace. */
  readonly patterns: readonly string[];
  readonly workspace: string;
  readonly hidden: boolean;
  /** `follow-all` also follows links that lead outside the workspace. */
  readonly symlinks: 'follow' | 'follow-all' | 'skip';
  /** Whether to list pointers of Git LFS, git-annex and DVC like other files. */
  readonly allowPointerFiles: boolean;
  /** What the step does with the files, for warnings. */
  readonly verb: 'read' | 'uploaded';
}

export interface FoundFiles extends Omit<LocalListing, 'brokenLinks'> {
  /** The common folder of all patterns, to which names are relative. */
  readonly root: string;
  readonly rules: readonly GlobRule[];
  /** Lines whose pattern matches no file. */
  readonly unmatched: readonly string[];
  /** Git folders to which files belong, relative to the workspace. */
  readonly gitFolders: readonly string[];
  /** What the listing omits or includes, probably by mistake. */
  readonly warnings: readonly string[];
}

/** Finds the files that match the patterns. Their names are relative to the common folder of all patterns. */
export async function findFiles(options: FindFilesOptions): Promise<FoundFiles> {
  const { workspace, verb } = options;
  const rules = options.patterns.map((line) => parseGlobRule(line, workspace));
  const globber = await create(rules.map(({ pattern }) => pattern).join('\n'));
  const searchPaths = globber.getSearchPaths();
  const listings: LocalListing[] = [];
  const usedExclusions = new Set<GlobRule>();
  const applyRule = (rule: GlobRule | undefined): boolean => {
    if (rule?.isExclusion) usedExclusions.add(rule);
    return rule?.isExclusion === false;
  };
  for (const path of searchPaths) listings.push(await search(path, { rules, applyRule }, options));
  const unused = rules.filter((rule) => rule.isExclusion && !usedExclusions.has(rule));
  const root = findCommonFolder(searchPaths.map(getSearchFolder));
  const { files, problems } = listPaths({ root, paths: listFilePaths(listings) });
  const sum = (key: 'hiddenSkipped' | 'linksSkipped') =>
    listings.reduce((total, listing) => total + listing[key], 0);
  const allProblems = [
    ...listings.flatMap((listing) => listing.problems),
    ...problems,
    ...(options.allowPointerFiles ? [] : listPointerProblems(files)),
  ];
  const brokenLinks = listings.flatMap((listing) => listing.brokenLinks);
  return {
    root,
    rules,
    files,
    problems: allProblems,
    hiddenSkipped: sum('hiddenSkipped'),
    linksSkipped: sum('linksSkipped'),
    // A pattern that matches only a link to a parent folder matches no file.
    unmatched: findUnmatched(
      rules,
      files,
      allProblems.filter(({ path }) => !statTarget(path)?.isDirectory()),
    ),
    gitFolders: listGitFolders(files, workspace),
    warnings: [
      ...listExclusionWarnings(unused, { rules, files, searchPaths, workspace, verb }),
      ...formatBrokenLinks(brokenLinks, options),
    ],
  };
}

/** The warning about links that can lead to folders. */
function formatBrokenLinks(
  [first, ...others]: readonly string[],
  { workspace, verb }: FindFilesOptions,
): string[] {
  if (first === undefined) return [];
  const count = formatCount(others.length + 1, 'broken symbolic link is', 'broken symbolic links are');
  const example = `${others.length === 0 ? ':' : ', such as'} ${nameFile(first, workspace).name}`;
  return [
    `${count} skipped${example}. Files behind a broken link are not ${verb}. Exclude or remove it, or repair its target.`,
  ];
}

const EMPTY: LocalListing = {
  files: [],
  problems: [],
  brokenLinks: [],
  hiddenSkipped: 0,
  linksSkipped: 0,
};

interface SearchRules {
  readonly rules: readonly GlobRule[];
  /** Returns whether the rule for a path includes it. Records a rule that excludes it. */
  readonly applyRule: (rule: GlobRule | undefined) => boolean;
}

/** Lists the files of a search path: the part of a pattern before the first wildcard. */
async function search(
  path: string,
  { rules, applyRule }: SearchRules,
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
    return applyRule(findFileRule(rules, path)) ? listPaths({ root: dirname(path), paths: [path] }) : EMPTY;
  return listFolder({
    root: path,
    include: (name) => applyRule(findFileRule(rules, join(path, name))),
    descend: (name) => applyRule(findFolderRule(rules, join(path, name))),
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

/** Returns the folder of a search path: the path itself, or the parent folder of a file. */
function getSearchFolder(path: string): string {
  return statTarget(path)?.isFile() ? dirname(path) : path;
}
