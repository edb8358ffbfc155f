import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** The command to run a program in a network namespace whose only way out is the proxy at a Unix socket. */
export function isolateNetwork(
  proxySocket: string,
  program: string,
  args: readonly string[],
): [string, string[]] {
  const main = resolve(import.meta.dirname, 'isolated-network-main.ts');
  return [
    'unshare',
    ['--net', '--map-root-user', '--', process.execPath, main, proxySocket, program, ...args],
  ];
}

/** Reason why network namespaces are not available; undefined if they are. */
export function findIsolationProblem(): string | undefined {
  const { status, error, stderr } = spawnSync('unshare', ['--net', '--map-root-user', 'ip', 'link'], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `network namespaces are not available: ${error ?? stderr.trim()}`;
}
