import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import type { Deps } from '../../src/shared/action/lifecycle/action-definition.ts';
import { stopPrintingMasks } from '../../src/shared/action/runner/secrets/secrets.ts';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import { UserError } from '../../src/shared/documents/problem.ts';

/** When the runs took place, and how their command ended. */
export interface Execution {
  /** Unix seconds. */
  readonly start: number;
  readonly end: number;
  /** Undefined without a command, and when a signal ended it. */
  readonly exitCode?: number | undefined;
}

/** Arguments of the shells, as GitHub has them for `run` steps. */
const SHELL_ARGUMENTS = {
  bash: ['--noprofile', '--norc', '-eo', 'pipefail', '-c'],
  sh: ['-e', '-c'],
} as const;

/** Windows has no process groups: the runner's Ctrl+C reaches all processes of its console. */
const HAS_PROCESS_GROUPS = process.platform !== 'win32';

/** Less than the 7.5 seconds after which GitHub's runner sends SIGTERM to a cancelled step. */
const INTERRUPT_GRACE_MS = 5000;

/** Runs a command in the workspace. Its output goes to the log of the step; inputs of the action are not in its environment. */
export async function runCommand(
  command: string,
  shell: keyof typeof SHELL_ARGUMENTS,
  { workspace, signal, log }: Pick<Deps<never>, 'workspace' | 'signal' | 'log'>,
): Promise<Execution> {
  log.info(`Running: ${command.trim()}`);
  stopPrintingMasks();
  const start = Math.floor(Date.now() / 1000);
  const child = spawn(shell, [...SHELL_ARGUMENTS[shell], command], {
    cwd: workspace,
    env: removeInputs(process.env),
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own, so that a cancellation reaches the processes that the shell started, too.
    detached: HAS_PROCESS_GROUPS,
  });
  const watcher = HAS_PROCESS_GROUPS && child.pid !== undefined ? startWatcher(child.pid) : undefined;
  let killTimer: NodeJS.Timeout | undefined;
  const cancel = (): void => {
    signalGroup(child, 'SIGINT');
    killTimer = setTimeout(() => signalGroup(child, 'SIGKILL'), INTERRUPT_GRACE_MS);
  };
  signal.addEventListener('abort', cancel);
  try {
    const [code] = await once(child, 'close').catch((cause: unknown) => {
      const message = getErrorMessage(cause);
      throw new UserError(`input shell: ${shell} cannot be started: ${message}`, { cause });
    });
    // The output may end without a line break. The runner recognizes workflow commands only at the start of a line.
    log.info('');
    endLastLine(process.env['GITHUB_OUTPUT'] ?? '');
    const exitCode = typeof code === 'number' ? code : undefined;
    return { exitCode, start, end: Math.max(start, Math.floor(Date.now() / 1000)) };
  } finally {
    watcher?.kill('SIGKILL');
    clearTimeout(killTimer);
    signal.removeEventListener('abort', cancel);
  }
}

/**
 * Starts a process that kills the process group of the command when this process is killed, which act does at once when it is
 * interrupted: the input of the watcher ends then. Otherwise, the command would go on, and write its files while a re-run does.
 */
function startWatcher(group: number): ChildProcess {
  const watcher = spawn('sh', ['-c', 'read -r _ || kill -s KILL -- "-$0"', String(group)], {
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Without sh, there is no watcher.
  return watcher.on('error', () => {});
}

/** Adds the final line break if the command omitted it: otherwise the next output would be appended to that of the command. */
function endLastLine(file: string): void {
  try {
    const text = readFileSync(file, 'utf8');
    if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  } catch {
    // The next output of this step reports that the file cannot be written.
  }
}

/**
 * Sends a signal to a process and to those that it started. On Windows, SIGKILL ends only that process, and other signals
 * are not sent.
 */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid, exitCode, signalCode } = child;
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    if (HAS_PROCESS_GROUPS) process.kill(-pid, signal);
    else if (signal === 'SIGKILL') child.kill(signal);
  } catch {
    // The group has ended in the meantime.
  }
}

/** The environment without the inputs and the credentials of this step. */
function removeInputs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isSecret = (name: string): boolean =>
    name.startsWith('INPUT_') || /^PROVENA_(OFFLINE_TOKEN|ACCESS_TOKEN|CLIENT_SECRET)$/.test(name);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name)));
}
