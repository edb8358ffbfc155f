import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { SandboxInfo } from './sandbox-support.ts';
import { readFirstLine } from './wait-until.ts';

const started = new Set<ChildProcess>();
after(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts the sandbox's program. Processes that still run after the tests are killed. */
export function spawnSandbox(...args: string[]) {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

/** Starts a sandbox and waits for its line of JSON. @throws Error when it exits before, or does not print it. */
export async function startSandboxProcess(
  ...args: string[]
): Promise<{ child: ChildProcess; sandbox: SandboxInfo }> {
  const child = spawnSandbox('--json', ...args);
  return { child, sandbox: JSON.parse(await readFirstLine(child)) };
}

/** Stops a process. @returns the exit code, null when the signal killed it */
export async function stopSandboxProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0];
}
