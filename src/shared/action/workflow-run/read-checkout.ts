import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

interface Checkout {
  readonly commit: string;
  /** True when tracked files differ from the commit; undefined when git takes too long. */
  readonly isDirty: boolean | undefined;
}

const STATUS_TIMEOUT_MS = 10_000;

/**
 * Reads the checkout of a repository in the workspace, or in the only folder of it that has one: `actions/checkout` with
 * `path`, or a submodule. Undefined without one, or with several.
 * @param repositories the repository, and the fork that a pull request is from.
 * @param eventCommit a checkout of this commit counts whatever its remotes are: under act it may have none.
 */
export async function readCheckout(
  workspace: string,
  repositories: readonly string[],
  eventCommit: string,
): Promise<Checkout | undefined> {
  const checkout = await readCheckoutOf(workspace, repositories, eventCommit);
  if (checkout) return checkout;
  const checkouts: Checkout[] = [];
  const entries = await readdir(workspace, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((candidate) => candidate.isDirectory())) {
    const nested = await readCheckoutOf(join(workspace, entry.name), repositories, eventCommit);
    if (nested) checkouts.push(nested);
  }
  return checkouts.length === 1 ? checkouts[0] : undefined;
}

async function readCheckoutOf(
  folder: string,
  repositories: readonly string[],
  eventCommit: string,
): Promise<Checkout | undefined> {
  if (!existsSync(join(folder, '.git'))) return undefined;
  const commit = await readFromGit(folder, ['rev-parse', '--verify', 'HEAD']);
  if (commit === '' || (commit !== eventCommit && !(await isCheckoutOf(folder, repositories))))
    return undefined;
  return { commit, isDirty: await hasChanges(folder) };
}

/** Compares the remotes with `owner/name`, for HTTPS and SSH URLs. Submodules have URLs, too. */
async function isCheckoutOf(folder: string, repositories: readonly string[]): Promise<boolean> {
  const remotes = await readFromGit(folder, ['config', '--get-regexp', '^remote\\..*\\.url$']);
  const urls = remotes.split('\n').map((line) => line.toLowerCase().replace(/(?:\.git)?\/?$/, ''));
  const names = repositories.map((repository) => repository.toLowerCase());
  return urls.some((url) => names.some((name) => url.endsWith(`/${name}`) || url.endsWith(`:${name}`)));
}

/** Untracked files do not count: results of the job usually are untracked. */
async function hasChanges(folder: string): Promise<boolean | undefined> {
  try {
    const changes = await runGit(folder, ['status', '--porcelain', '--untracked-files=no']);
    return changes.trim() !== '';
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
  // `-z`: names are not quoted.
  const command = ['status', '--porcelain', '-z', '--untracked-files=all', '--ignored=matching'];
  try {
    const changes = await runGit(dirname(path), [...command, '--', `:(literal)${basename(path)}`], workspace);
    return changes !== '';
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
  const entries = await readFromGit(folder, ['ls-files', '-t', '--', `:(literal)${path}`], workspace);
  return entries.startsWith(SPARSE_MARK);
}

/** Before the name of a file without a copy in the working tree, in the list of `git ls-files -t`. */
const SPARSE_MARK = 'S ';

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
    env: {
      PATH: process.env['PATH'] ?? '',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CEILING_DIRECTORIES: dirname(resolve(workspace)),
    },
  });
  return stdout;
}

/** The output of a command; empty if it fails, for example because git is not installed. */
async function readFromGit(folder: string, command: readonly string[], workspace?: string): Promise<string> {
  return runGit(folder, command, workspace).then(
    (output) => output.trim(),
    () => '',
  );
}
