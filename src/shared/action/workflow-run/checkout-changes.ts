import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { runGit } from './git.ts';

/**
 * Whether tracked files differ from the commit of a checkout; undefined when git cannot compare them. Untracked files do not
 * count: results of the job usually are untracked.
 */
export async function hasChanges(folder: string): Promise<boolean | undefined> {
  try {
    const settings = await runGit(folder, LIST_CONFIG);
    const nestedSettings = await readSubmoduleSettings(folder, settings);
    // The setting `ignore` of a submodule can hide its changes.
    const ignored = nestedSettings === undefined ? 'dirty' : 'untracked';
    const command = ['status', '--porcelain', '--untracked-files=no', `--ignore-submodules=${ignored}`];
    // Git needs the content of files to find renames, which a partial clone does not have.
    command.push('--no-renames');
    const disabled = [settings, nestedSettings ?? ''].flatMap(disableFilters);
    return (await runGit(folder, [...disabled, ...command])).trim() !== '';
  } catch {
    return undefined;
  }
}

/**
 * Lists the files of one folder that differ from the commit which the folder is a checkout of, or are not part of it: the job
 * has written them. A link in the commit can point to such a file.
 * @param files paths in the workspace.
 * @returns undefined without a checkout, or when git cannot compare the files.
 */
export async function listWrittenFiles(
  workspace: string,
  files: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const [first = ''] = files;
  const folder = dirname(resolve(workspace, first));
  // `-z`: names are not quoted.
  const command = ['status', '--porcelain', '-z', '--untracked-files=all', '--ignored=matching'];
  // The whole folder: Git compares each file of the commit with each pathspec, and a command has a maximum length.
  const options = ['--no-renames', '--ignore-submodules=all', '--', ':(glob)*'];
  try {
    const disabled = disableFilters(await runGit(folder, LIST_CONFIG, workspace));
    const status = await runGit(folder, [...disabled, ...command, ...options], workspace);
    // Two letters for the state, and a space, are before each path.
    const changed = status.split('\0').map((entry) => entry.slice(3));
    // An ignored folder is listed instead of its files, whether it is in this one or contains it.
    const ignoredFolders = changed.filter((path) => path.endsWith('/'));
    if (ignoredFolders.length > 0) {
      const prefix = await runGit(folder, ['rev-parse', '--show-prefix'], workspace);
      if (ignoredFolders.some((path) => prefix.startsWith(path))) return new Set(files);
    }
    const names = new Set(changed.map((path) => basename(path)));
    const written = new Set(files.filter((file) => names.has(basename(file))));
    const folderPath = await realpath(folder);
    for (const file of files) {
      const path = join(folderPath, basename(file));
      const target = await realpath(path).catch(() => path);
      if (target !== path && (await listWrittenFiles(workspace, [target]))?.size !== 0) written.add(file);
    }
    return written;
  } catch {
    return undefined;
  }
}

/** Whether a file is part of the commit that another file is checked out with, but left out by the sparse checkout. */
export async function isOutsideSparseCheckout(
  workspace: string,
  file: string,
  checkedOutFile: string,
): Promise<boolean> {
  const folder = dirname(resolve(workspace, checkedOutFile));
  const path = relative(folder, resolve(workspace, file));
  const entries = await runGit(folder, ['ls-files', '-t', '--', `:(literal)${path}`], workspace).catch(
    () => '',
  );
  return entries.startsWith(SPARSE_MARK);
}

/** Before the name of a file without a copy in the working tree, in the list of `git ls-files -t`. */
const SPARSE_MARK = 'S ';

const LIST_CONFIG = ['config', '--null', '--show-scope', '--list'];

/** A section that `git submodule init` adds for each submodule, as {@link LIST_CONFIG} lists it. */
const SUBMODULE = /(?:^|\0)(?:local|worktree)\0submodule\./;

/**
 * The configuration of all submodules of a checkout.
 * @param settings those of the checkout.
 * @returns undefined if the checkout has none, or `.gitmodules` does not have one of them.
 */
async function readSubmoduleSettings(folder: string, settings: string): Promise<string | undefined> {
  // The command starts many processes.
  if (!SUBMODULE.test(settings) && !existsSync(join(folder, '.gitmodules'))) return undefined;
  const command = ['submodule', '--quiet', 'foreach', '--recursive', `git ${LIST_CONFIG.join(' ')}`];
  return runGit(folder, command).catch(() => undefined);
}

/** A filter in the configuration of a checkout, as {@link LIST_CONFIG} lists it. Git LFS has filters of its own. */
const OWN_FILTER =
  /(?:local|worktree)\0((?:filter|lfs\.extension)\.[^\0\n]+)\.(?:clean|process)\n([^\0]*)(?=\0)/g;
/** `actions/checkout` adds them to the configuration of each checkout with Git LFS. */
const LFS_FILTERS = ['git-lfs clean -- %f', 'git-lfs filter-process', 'git-lfs filter-process --skip'];

/**
 * Returns options that disable the filters of a checkout: they are programs, and a checkout can be part of an artifact or a
 * dataset. A command then fails if it needs one of them.
 */
function disableFilters(settings: string): readonly string[] {
  return [...settings.matchAll(OWN_FILTER)].flatMap(([, name = '', program = '']) => {
    if (LFS_FILTERS.includes(program)) return [];
    if (name.includes('=')) throw new Error(`the filter ${name} cannot be disabled`);
    return ['clean=', 'process=', 'required=true'].flatMap((setting) => ['-c', `${name}.${setting}`]);
  });
}
