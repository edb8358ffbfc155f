import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry } from '../../sandbox/index.ts';
import { loadState } from '../../src/shared/action/runner/job-state.ts';
import type { Log } from '../../src/shared/action/runner/log.ts';
import { readLastLines } from './last-words.ts';
import { type SandboxRecord, STATE } from './started.ts';

/** What a stopping sandbox gets to close its connections and its database. */
const STOP_TIMEOUT_MS = 5000;

/** Stops the sandbox, and tells what it was asked, what it refused and what was wrong with itself. */
export async function post(log: Log): Promise<void> {
  // As run.ts kept it.
  const started = loadState(STATE) as SandboxRecord | null | undefined;
  if (!started) return log.info('No local Provena was started.');
  if (started.control !== undefined && !(await isListening(started.control))) {
    // Its process id may be another's by now.
    log.warning('The local Provena ended before the job did.');
  } else {
    if (started.control !== undefined) await reportRequests(await fetchRequestLog(started.control), log);
    await stop(started);
    log.info('The local Provena is stopped.');
  }
  const words = await readLastLines(started.log);
  if (words !== '') {
    log.warning(`The local Provena had faults of its own; all of them are in ${started.log}.`);
    log.info(words);
  }
}

/** What it was asked; undefined when it does not answer. */
async function fetchRequestLog(control: string): Promise<readonly JournalEntry[] | undefined> {
  try {
    const answer = await fetch(`${control}/requests`, { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) });
    const { requests } = (await answer.json()) as { requests: readonly JournalEntry[] };
    return requests;
  } catch {
    return undefined;
  }
}

async function reportRequests(requests: readonly JournalEntry[] | undefined, log: Log): Promise<void> {
  if (!requests) return log.warning('The local Provena does not say what it was asked.');
  const refused = requests.filter(({ status }) => status === 0 || status >= 400);
  log.info(`The local Provena was asked ${requests.length} times, and refused ${refused.length} of them.`);
  if (refused.length === 0) return;
  const kinds = Map.groupBy(
    refused,
    ({ service, method, path, status }) => `${status || 'cut off'} ${service} ${method} ${path}`,
  );
  await log.group('What it refused', async () => {
    for (const [kind, { length }] of kinds) log.info(`${length} × ${kind}`);
  });
}

/**
 * Ends the process. It has ended when nobody listens at its address any more: where the first process of a container
 * does not look after the ended ones, they keep their ids.
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

/** @returns whether there is such a process. */
function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
