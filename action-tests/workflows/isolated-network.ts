import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** A command that runs another one in a network of its own, out of which only the proxy at a unix socket leads. */
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

/** Why that cannot be done here; undefined where it can. */
export function isolationUnavailableReason(): string | undefined {
  const { status, error, stderr } = spawnSync('unshare', ['--net', '--map-root-user', 'ip', 'link'], {
    encoding: 'utf8',
  });
  return status === 0 ? undefined : `this machine gives no network of one's own: ${error ?? stderr.trim()}`;
}
