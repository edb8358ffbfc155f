import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hasRemoteOf } from '../runner/github/git-remotes.ts';
import { hasChanges } from './checkout-changes.ts';
import { runGit } from './git.ts';

interface Checkout {
  readonly commit: string;
  /** True when tracked files differ from the commit; undefined when git is not available. */
  readonly isDirty: boolean | undefined;
}

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

/** Submodules have remotes, too. */
async function isCheckoutOf(gitFolder: string, repositories: readonly string[]): Promise<boolean> {
  return hasRemoteOf((await readText(join(await getCommonFolder(gitFolder), 'config'))) ?? '', repositories);
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

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
