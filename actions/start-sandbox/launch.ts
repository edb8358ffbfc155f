import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Sandbox } from '../../sandbox/index.ts';
import { StepFailedError } from '../../src/shared/action/lifecycle/failure.ts';
import { readLastLines } from './last-words.ts';

/** What the program says of itself when it is ready. */
export type SandboxInfo = Pick<Sandbox, 'endpoints' | 's3' | 'control' | 'web' | 'users' | 'seed'>;

/** A sandbox that is ready, in a process of its own. */
export type RunningSandbox = SandboxInfo & { readonly pid: number };

export interface LaunchOptions {
  /** Arguments of `provena-sandbox`, without `--json`. */
  readonly args: readonly string[];
  /** The file that takes what it has to complain about. */
  readonly log: string;
  readonly signal: AbortSignal;
  /** Told the process id as soon as there is one. */
  readonly onStarted: (pid: number) => void;
}

/** Its standard output is a pipe, its error output a file. */
type Child = ChildProcessByStdio<null, Readable, null>;

/** Its log is for its own faults; that a part of Node is new is none. */
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning'];

/** Far beyond what the slowest runner needs. */
const READY_TIMEOUT_MS = 60_000;

/**
 * Starts the local Provena as a process that outlives this one. It is ready when the promise is fulfilled.
 * @throws StepFailedError with its own last lines when it ends before it is ready, or does not get ready.
 */
export async function launch({ args, log, signal, onStarted }: LaunchOptions): Promise<RunningSandbox> {
  // A new file: writing to an existing one would follow a link.
  await rm(log, { force: true });
  await using complaints = await open(log, 'wx');
  // The runner waits for whoever holds the step's own output: nothing of it is inherited.
  const child = spawn(process.execPath, [...NODE_OPTIONS, getProgram(), '--json', ...args], {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', complaints.fd],
  }) as Child; // by its `stdio`
  const { pid } = child;
  if (pid !== undefined) onStarted(pid);
  try {
    const announced = await readSandboxInfo(child, signal);
    child.stdout.destroy();
    child.unref();
    // There is one, or it could not have said anything.
    return { ...announced, pid: pid as number };
  } catch (error) {
    child.kill('SIGKILL');
    if (signal.aborted) throw error;
    throw new StepFailedError(`the local Provena did not start: ${(error as Error).message}`, {
      advice: (await readLastLines(log)) || 'It said nothing about why.',
      anchor: 'sandbox-startup-failed',
      cause: error,
    });
  }
}

/** The sandbox's program, built beside the one that the runner started. */
function getProgram(): string {
  return join(dirname(process.argv[1] ?? ''), 'sandbox.js');
}

async function readSandboxInfo(child: Child, signal: AbortSignal): Promise<SandboxInfo> {
  const done = new AbortController();
  const timeout = AbortSignal.timeout(READY_TIMEOUT_MS);
  const options = { signal: AbortSignal.any([done.signal, timeout, signal]) };
  try {
    return await Promise.race([
      once(createInterface(child.stdout), 'line', options).then(([line]) => JSON.parse(line) as SandboxInfo),
      once(child, 'close', options).then(([code]) => {
        throw new Error(`it ended with exit code ${code}`);
      }),
    ]);
  } catch (error) {
    throw timeout.aborted ? new Error(`it was not ready after ${READY_TIMEOUT_MS / 1000} s`) : error;
  } finally {
    done.abort();
  }
}
