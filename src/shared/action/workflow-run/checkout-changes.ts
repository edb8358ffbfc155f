import { basename, dirname, relative, resolve } from 'node:path';
import { runGit } from './git.ts';

/**
 * Whether tracked files differ from the commit of a checkout; undefined when git cannot compare them. Untracked files do not
 * count: results of the job usually are untracked.
 */
export async function hasChanges(folder: string): Promise<boolean | undefined> {
  try {
    const inSubmodules = ['submodule', '--quiet', 'foreach', '--recursive', `git ${LIST_CONFIG.join(' ')}`];
    const disabled = await disableFilters(folder, LIST_CONFIG);
    // Fails if `.gitmodules` does not have a submodule.
    const nested = await disableFilters(folder, inSubmodules).catch(() => undefined);
    const command = [...disabled, ...(nested ?? []), 'status', '--porcelain', '--untracked-files=no'];
    if (!nested) command.push('--ignore-submodules=dirty');
    // Git needs the content of files to find renames, which a partial clone does not have.
    command.push('--no-renames');
    return (await runGit(folder, command)).trim() !== '';
  } catch {
    return undefined;
  }
}

/**
 * Whether a file differs from the commit that its folder is a checkout of, or is not part of it: the job has written it. Also
 * true without a checkout.
 */
export async function isWrittenByJob(workspace: string, file: string): Promise<boolean> {
  const path = resolve(workspace, file);
  const folder = dirname(path);
  // `-z`: names are not quoted.
  const command = ['status', '--porcelain', '-z', '--untracked-files=all', '--ignored=matching'];
  const pathspec = ['--ignore-submodules=all', '--', `:(literal)${basename(path)}`];
  try {
    const disabled = await disableFilters(folder, LIST_CONFIG, workspace);
    return (await runGit(folder, [...disabled, ...command, ...pathspec], workspace)) !== '';
  } catch {
    return true;
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
/** A filter in the configuration of a checkout, as {@link LIST_CONFIG} lists it. Git LFS has filters of its own. */
const OWN_FILTER =
  /(?:local|worktree)\0((?:filter|lfs\.extension)\.[^\0\n]+)\.(?:clean|process)\n([^\0]*)(?=\0)/g;
/** `actions/checkout` adds them to the configuration of each checkout with Git LFS. */
const LFS_FILTERS = ['git-lfs clean -- %f', 'git-lfs filter-process', 'git-lfs filter-process --skip'];

/**
 * Returns options that disable the filters of a checkout: they are programs, and a checkout can be part of an artifact or a
 * dataset. A command then fails if it needs one of them.
 * @param list lists the configuration.
 */
async function disableFilters(
  folder: string,
  list: readonly string[],
  workspace = folder,
): Promise<readonly string[]> {
  const filters = [...(await runGit(folder, list, workspace)).matchAll(OWN_FILTER)];
  return filters.flatMap(([, name = '', program = '']) => {
    if (LFS_FILTERS.includes(program)) return [];
    if (name.includes('=')) throw new Error(`the filter ${name} cannot be disabled`);
    return ['clean=', 'process=', 'required=true'].flatMap((setting) => ['-c', `${name}.${setting}`]);
  });
}
