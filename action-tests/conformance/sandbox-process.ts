import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './official-client.ts';

/** A sandbox in a process of its own. `connectionJson` is the line that `--json` prints. */
export type SandboxProcess = { connectionJson: string; stop(): Promise<void> };

/** @throws Error if it ends before it is ready. */
export async function startSandboxProcess(options: string[]): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [join(ROOT, 'sandbox', 'main.ts'), '--json', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const announced = await Promise.race([readFirstLine(child), rejectOnExit(child)]);
  return {
    connectionJson: announced,
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function readFirstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the sandbox has no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return String(line);
}

async function rejectOnExit(child: ChildProcess): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`The sandbox ended with exit code ${code} before it was ready.`);
}
