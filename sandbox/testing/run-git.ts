import { execFileSync } from 'node:child_process';

/**
 * Instead of the settings of this machine, which may sign commits, run hooks or ignore files. The variables of a Git hook that
 * runs the tests are not passed on, because they name the repository of the hook.
 */
const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  XDG_CONFIG_HOME: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** Runs Git in a folder, in the same way on every machine. @returns its output without the last line break */
export function runGit(folder: string, ...args: readonly string[]): string {
  const variables = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const env = { ...Object.fromEntries(variables), ...ENVIRONMENT };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}
