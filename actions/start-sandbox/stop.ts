import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestLogEntry } from '../../sandbox/index.ts';
import type { Log } from '../../src/shared/action/runner/log/log.ts';
import { loadState } from '../../src/shared/action/runner/outputs/job-state.ts';
import { getErrorCode } from '../../src/shared/files/safe-path.ts';
import { readLastLines, type SandboxRecord, STATE } from './sandbox-record.ts';

/** Time for the sandbox to close its connections and its database. */
const STOP_TIMEOUT_MS = 5000;

/** Stops the sandbox, and logs its requests, the rejected ones among them, and its own errors. */
export async function post(log: Log): Promise<void> {
  // run.ts saved it in this form.
  const started = loadState(STATE) as SandboxRecord | null | undefined;
  if (!started) return log.info('No sandbox was started.');
  if (started.control !== undefined && !(await isListening(started.control))) {
    // Another process may have its process id by now.
    log.warning('The sandbox ended before the job.');
  } else {
    if (started.control !== undefined) await reportRequests(await fetchRequestLog(started.control), log);
    await stop(started);
    log.info('The sandbox has stopped.');
  }
  const errors = await readLastLines(started.log);
  if (errors !== '') {
    log.warning(`The sandbox had internal errors. The full log is ${started.log}.`);
    log.info(errors);
  }
}

/** @returns undefined when the sandbox does not respond */
async function fetchRequestLog(control: string): Promise<readonly RequestLogEntry[] | undefined> {
  try {
    const response = await fetch(`${control}/requests`, { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) });
    const { requests }: { requests: readonly RequestLogEntry[] } = JSON.parse(await response.text());
    return requests;
  } catch {
    return undefined;
  }
}

async function reportRequests(requests: readonly RequestLogEntry[] | undefined, log: Log): Promise<void> {
  if (!requests) return log.warning('The sandbox did not return its request log.');
  const rejected = requests.filter(({ status }) => status === 0 || status >= 400);
  log.info(`The sandbox received ${requests.length} requests and rejected ${rejected.length}.`);
  if (rejected.length === 0) return;
  const kinds = Map.groupBy(
    rejected,
    ({ service, method, path, status }) => `${status || 'no response'} ${service} ${method} ${path}`,
  );
  await log.group('Rejected requests', async () => {
    for (const [kind, { length }] of kinds) log.info(`${length} × ${kind}`);
  });
}

/**
 * Stops the process. It has ended when nothing listens at its address: in a container whose first process does not reap
 * ended processes, their ids stay in use.
 */
async function stop({ pid, control }: SandboxRecord): Promise<void> {
  if (control !== undefined && sendSignal(pid, 'SIGTERM') && (await waitUntilGone(control))) return;
  sendSignal(pid, 'SIGKILL');
}

async function waitUntilGone(control: string): Promise<boolean> {
  for (const end = Date.now() + STOP_TIMEOUT_MS; Date.now() < end; await sleep(25)) {
    if (!(await isListening(control))) return true;
  }
  return false;
}

async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** @returns whether the process exists */
function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (getErrorCode(error) === 'ESRCH') return false;
    throw error;
  }
}
