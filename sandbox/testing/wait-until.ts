import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a test waits: longer than any process takes on a busy machine. */
const MAX_WAIT_MS = 60_000;
const INTERVAL_MS = 20;

export interface WaitOptions {
  /** What the test waits for, for the message. */
  readonly subject?: string;
  /** Returns the output so far, for example the log of a process, for the message. */
  readonly describe?: () => string;
  /** Ends the wait, because the condition can no longer be fulfilled. */
  readonly signal?: AbortSignal;
}

/**
 * Checks a condition repeatedly until it is fulfilled, so that a test fails if it never is, instead of hanging.
 * @returns the first result that is neither `undefined` nor `false`.
 * @throws Error when a minute has passed or the signal is aborted.
 */
export async function waitUntil<T>(
  check: () => T | Promise<T>,
  { subject = 'the condition', describe, signal }: WaitOptions = {},
): Promise<Exclude<T, undefined | false>> {
  const end = performance.now() + MAX_WAIT_MS;
  for (;;) {
    const isLastCheck = signal?.aborted || performance.now() > end;
    const result = await check();
    // TypeScript does not narrow a generic type by comparison.
    if (result !== undefined && result !== false) return result as Exclude<T, undefined | false>;
    if (isLastCheck) {
      const reason = signal?.aborted ? 'stopped' : 'timed out';
      throw createWaitError(`${reason} waiting for ${subject}`, describe);
    }
    await sleep(INTERVAL_MS);
  }
}

/**
 * Returns the first line that a process prints.
 * @throws Error with its output when it prints none, or not within a minute; then it is killed.
 */
export async function readFirstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the output of the process is not a pipe');
  let output = '';
  child.stderr?.on('data', (chunk) => {
    output += chunk;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), MAX_WAIT_MS);
  try {
    for await (const line of createInterface(child.stdout)) return line;
  } finally {
    clearTimeout(timer);
    // The interface has paused it, and a full pipe would block the process.
    child.stdout.resume();
  }
  throw createWaitError(`${child.spawnfile} ended without a line of output`, () => output);
}

function createWaitError(message: string, describe: (() => string) | undefined): Error {
  return new Error(describe ? `${message}. Output so far:\n${describe()}` : message);
}
