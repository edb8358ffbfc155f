import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { SandboxInfo } from '../../sandbox/testing/sandbox-support.ts';
import { readFirstLine } from '../../sandbox/testing/wait-until.ts';
import { createCleanup } from './cleanup.ts';

/** A sandbox in a process of its own, for programs. Tests use `startSandboxProcess` of `sandbox/testing`. */
export interface SandboxProgram {
  readonly sandbox: SandboxInfo;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** @param cwd folder in which it starts. @throws Error if it ends before it is ready. */
export async function startSandboxProgram(
  options: readonly string[] = [],
  cwd = process.cwd(),
): Promise<SandboxProgram> {
  const main = resolve(import.meta.dirname, '../../sandbox/main.ts');
  const child = spawn(process.execPath, [main, '--json', ...options], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const cleanup = createCleanup(() => child.kill('SIGTERM'));
  return {
    sandbox: JSON.parse(await readFirstLine(child)),
    ended,
    async stop() {
      cleanup[Symbol.dispose]();
      await ended;
    },
  };
}
