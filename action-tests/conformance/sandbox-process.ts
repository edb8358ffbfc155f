import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readFirstLine } from '../../sandbox/testing/wait-until.ts';
import { ROOT } from './official-client.ts';

/** A sandbox in a process of its own. `connectionJson` is the line that `--json` prints. */
export type SandboxProcess = { connectionJson: string; stop(): Promise<void> };

/** @throws Error if it ends before it is ready. */
export async function startSandboxProcess(options: string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'sandbox', 'main.ts'), '--json', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return {
    connectionJson: await readFirstLine(child),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
