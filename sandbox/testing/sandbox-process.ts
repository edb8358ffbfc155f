// A sandbox in a process of its own. It holds no test itself; its name keeps it out of what is built.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { SandboxInfo } from './sandbox-support.ts';

const started = new Set<ChildProcess>();
after(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts the program; whatever the test forgets is killed at its end. */
export function spawnSandbox(...args: string[]) {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

/** A sandbox that is ready, by what it says in its first line. @throws Error when it ends without saying anything */
export async function startSandboxProcess(
  ...args: string[]
): Promise<{ child: ChildProcess; sandbox: SandboxInfo }> {
  const child = spawnSandbox('--json', ...args);
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  for await (const line of createInterface(child.stdout)) return { child, sandbox: JSON.parse(line) };
  throw new Error(`the sandbox ended before it was ready: ${complaint}`);
}

/** Ends a process; gives its exit code, null when the signal killed it. */
export async function stopSandboxProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  return (await exit)[0];
}
