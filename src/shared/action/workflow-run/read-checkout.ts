import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

interface Checkout {
  readonly commit: string;
  /** True when tracked files differ from the commit; undefined when git is not available. */
  readonly isDirty: boolean | undefined;
}

const STATUS_TIMEOUT_MS = 10_000;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Levels of folders of the workspace in which a checkout is searched, for `path: src/models/reef` of `actions/checkout`. */
const MAX_DEPTH = 3;
/** Ends the search in a workspace with many folders, such as installed packages. */
const MAX_FOLDERS = 2000;

/**
 * Reads the checkout of a repository in the workspace, or in the only folder of a level that has one: `actions/checkout` with
 * `path`, or a submodule. Undefined without one, or with several.
 * @param repositories the repository, and the fork that the event is about.
 * @param eventCommit a checkout of this commit counts whatever its remotes are: under act it may have none.
 */
export async function readCheckout(
  workspace: string,
  repositories: readonly string[],
  eventCommit: string,
): Promise<Checkout | undefined> {
  let folders = [workspace];
  for (let depth = 0; depth <= MAX_DEPTH && folders.length <= MAX_FOLDERS; depth++) {
    const checkouts: Checkout[] = [];
    for (const folder of folders) {
      const checkout = await readCheckoutOf(folder, repositories, eventCommit);
      if (checkout) checkouts.push(checkout);
    }
    if (checkouts.length > 0) return checkouts.length === 1 ? checkouts[0] : undefined;
    folders = (await Promise.all(folders.map(listFolders))).flat();
  }
  return undefined;
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

async function readCheckoutOf(
  folder: string,
  repositories: readonly string[],
  eventCommit: string,
): Promise<Checkout | undefined> {
  const gitFolder = await findGitFolder(folder);
  const commit = gitFolder && (await readHead(folder, gitFolder));
  if (!gitFolder || !commit) return undefined;
  if (commit !== eventCommit && !(await isCheckoutOf(gitFolder, repositories))) return undefined;
  return { commit, isDirty: await hasChanges(folder) };
}

/** `.git` is a folder, or a file that names the folder (worktrees and submodules). */
async function findGitFolder(folder: string): Promise<string | undefined> {
  const path = join(folder, '.git');
  if ((await readText(join(path, 'HEAD'))) !== undefined) return path;
  const target = /^gitdir: (.+)$/m.exec((await readText(path)) ?? '')?.[1];
  return target === undefined ? undefined : resolve(folder, target);
}

/** The folder that worktrees share; refs and configuration are there. */
async function getCommonFolder(gitFolder: string): Promise<string> {
  const common = (await readText(join(gitFolder, 'commondir')))?.trim();
  return common ? resolve(gitFolder, common) : gitFolder;
}

/** Compares the remotes with `owner/name`, for HTTPS and SSH URLs. Submodules have URLs, too. */
async function isCheckoutOf(gitFolder: string, repositories: readonly string[]): Promise<boolean> {
  const config = (await readText(join(await getCommonFolder(gitFolder), 'config'))) ?? '';
  const remotes = config.split(/^(?=[ \t]*\[)/m).filter((section) => /^[ \t]*\[remote /.test(section));
  const urls = [...remotes.join('').matchAll(/^[ \t]*url[ \t]*=(.*)$/gm)].map(([, url = '']) =>
    url
      .trim()
      .replace(/\/$/, '')
      .replace(/\.git$/, '')
      .toLowerCase(),
  );
  const names = repositories.map((repository) => repository.toLowerCase());
  return urls.some((url) => names.some((name) => url.endsWith(`/${name}`) || url.endsWith(`:${name}`)));
}

/**
 * Reads files: in a container, git may be missing, or reject the checkout of another user. Only git can read other formats of
 * references, such as the reftable.
 */
async function readHead(folder: string, gitFolder: string): Promise<string | undefined> {
  const head = (await readText(join(gitFolder, 'HEAD')))?.trim() ?? '';
  const ref = /^ref: (refs\/.+)$/.exec(head)?.[1];
  if (ref === undefined || ref.includes('..')) return COMMIT.test(head) ? head : undefined;
  const common = await getCommonFolder(gitFolder);
  const loose = (await readText(join(common, ref)))?.trim() ?? '';
  const packed = (await readText(join(common, 'packed-refs'))) ?? '';
  const line = packed.split('\n').find((entry) => entry.endsWith(` ${ref}`)) ?? '';
  const known = [loose, line.slice(0, -` ${ref}`.length)].find((commit) => COMMIT.test(commit));
  return known ?? (await runGit(folder, ['rev-parse', '--verify', 'HEAD']).catch(() => undefined))?.trim();
}

/** Untracked files do not count: results of the job usually are untracked. */
async function hasChanges(folder: string): Promise<boolean | undefined> {
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

/** The variables that Git needs to find its configuration: filters, such as those of Git LFS, can be set for the user only. */
const GIT_VARIABLES = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE'];

/** @param workspace a repository around it is not a checkout of the job. */
async function runGit(folder: string, command: readonly string[], workspace = folder): Promise<string> {
  // The checkout may belong to another user (containers), and its configuration must not start programs.
  const config = ['safe.directory=*', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'].flatMap((entry) => [
    '-c',
    entry,
  ]);
  const { stdout } = await promisify(execFile)('git', [...config, '--no-optional-locks', ...command], {
    cwd: folder,
    timeout: STATUS_TIMEOUT_MS,
    maxBuffer: Number.POSITIVE_INFINITY,
    env: {
      ...Object.fromEntries(GIT_VARIABLES.map((name) => [name, process.env[name]])),
      // A partial clone starts a program to fetch missing objects.
      GIT_ALLOW_PROTOCOL: 'none',
      GIT_CEILING_DIRECTORIES: dirname(resolve(workspace)),
    },
  });
  return stdout;
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
