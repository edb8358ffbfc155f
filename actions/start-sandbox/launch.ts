import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Sandbox } from '../../sandbox/index.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import { getTemporaryFolder } from '../../src/shared/files/runner-temp.ts';
import { readLastLines } from './sandbox-record.ts';

/** The line of JSON that the sandbox prints when it is ready. */
export type SandboxInfo = Pick<Sandbox, 'endpoints' | 's3' | 'control' | 'web' | 'users' | 'seed'>;

interface LaunchOptions {
  /** Arguments of `provena-sandbox`, without `--json`. */
  readonly args: readonly string[];
  /** Path of the file for the standard error of the sandbox. */
  readonly log: string;
  readonly signal: AbortSignal;
  /** Called with the process id as soon as the process exists. */
  readonly onStarted: (pid: number) => void;
}

/** Standard output is a pipe, standard error a file. */
type Child = ChildProcessByStdio<null, Readable, null>;

/** Suppresses warnings about experimental features of Node.js. */
const NODE_OPTIONS = ['--disable-warning=ExperimentalWarning'];

/** Well above the time that the slowest runner needs. */
const READY_TIMEOUT_MS = 60_000;

/**
 * Starts the sandbox as a process that outlives this one, and waits until it is ready.
 * @throws StepFailedError with the last lines of its log when it exits early or is not ready in time
 */
export async function launch({ args, log, signal, onStarted }: LaunchOptions) {
  // A new file, because writing to an existing one would follow a link.
  await rm(log, { force: true });
  await using errors = await open(log, 'wx');
  // The runner waits for every process that holds the step's output, so the child inherits none of it.
  const child = spawn(process.execPath, [...NODE_OPTIONS, getProgram(), '--json', ...args], {
    detached: true,
    windowsHide: true,
    env: createChildEnvironment(process.env),
    stdio: ['ignore', 'pipe', errors.fd],
  }) as Child; // by its `stdio`
  const { pid } = child;
  try {
    if (pid !== undefined) onStarted(pid);
    const info = await readSandboxInfo(child, signal);
    child.stdout.destroy();
    child.unref();
    // A process that printed a line has a process id.
    return { ...info, pid: pid as number };
  } catch (error) {
    child.kill('SIGKILL');
    if (signal.aborted) throw error;
    throw new StepFailedError(`the sandbox did not start: ${getErrorMessage(error)}`, {
      advice: (await readLastLines(log)) || 'The log of the sandbox is empty.',
      anchor: 'sandbox-startup-failed',
      cause: error,
    });
  }
}

/**
 * Variables that Windows needs to start a process, the time zone, and the one by which the runner finds the processes that a
 * job leaves behind, for example when its post steps are killed.
 */
const CHILD_VARIABLES = ['SystemRoot', 'windir', 'TZ', 'RUNNER_TRACKING_ID'];

/** Variables for the folder for temporary files: POSIX systems have the first, Windows the others. */
const FOLDER_VARIABLES = ['TMPDIR', 'TMP', 'TEMP'];

/**
 * The sandbox gets no secrets of the job, and no proxy or `NODE_OPTIONS`. Its files are in `RUNNER_TEMP`, which the runner
 * empties even if the sandbox is killed.
 */
function createChildEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const folder = getTemporaryFolder();
  return Object.fromEntries([
    ...CHILD_VARIABLES.map((name) => [name, env[name]]),
    ...FOLDER_VARIABLES.map((name) => [name, folder]),
  ]);
}

/** Path of the sandbox's program, which is built next to that of the action. */
function getProgram(): string {
  return join(dirname(process.argv[1] ?? ''), 'sandbox.js');
}

async function readSandboxInfo(child: Child, signal: AbortSignal): Promise<SandboxInfo> {
  const listening = new AbortController();
  const timeout = AbortSignal.timeout(READY_TIMEOUT_MS);
  const options = { signal: AbortSignal.any([listening.signal, timeout, signal]) };
  try {
    return await Promise.race([
      once(createInterface(child.stdout), 'line', options).then(([line]): SandboxInfo => JSON.parse(line)),
      once(child, 'close', options).then(([code]) => {
        throw new Error(`its process ended with exit code ${code}`);
      }),
    ]);
  } catch (error) {
    throw timeout.aborted ? new Error(`it was not ready within ${READY_TIMEOUT_MS / 1000} s`) : error;
  } finally {
    listening.abort();
  }
}
