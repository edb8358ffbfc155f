import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

const TIMEOUT_MS = 10_000;
/** The variables that Git needs to find its configuration: filters, such as those of Git LFS, can be set for the user only. */
const GIT_VARIABLES = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE'];

/**
 * Runs git in a folder of the workspace without a prompt, a connection or a program that the checkout configures, except
 * filters.
 * @param workspace a repository around it is not a checkout of the job.
 * @returns what it prints.
 * @throws Error when git is missing, fails, or takes longer than 10 seconds.
 */
export async function runGit(
  folder: string,
  command: readonly string[],
  workspace = folder,
): Promise<string> {
  // The checkout may belong to another user (containers), and its configuration must not start programs.
  const config = ['safe.directory=*', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'].flatMap((entry) => [
    '-c',
    entry,
  ]);
  const { stdout } = await promisify(execFile)('git', [...config, '--no-optional-locks', ...command], {
    cwd: folder,
    timeout: TIMEOUT_MS,
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
