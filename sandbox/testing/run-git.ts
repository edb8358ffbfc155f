import { execFileSync } from 'node:child_process';

/** Instead of the settings of this machine, which may sign commits, run hooks or ignore files. */
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
  const env = { ...process.env, ...ENVIRONMENT };
  return execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}
