import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What one method of the client sent to a recording server. */
export interface Call {
  readonly method: string;
  readonly requests: readonly Request[];
  /** Complaints of the client about answers that it was offered. */
  readonly unread: readonly string[];
}

export interface Request {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly contentType: string | undefined;
  readonly body: unknown;
  readonly answer: unknown;
}

const RECORDER = resolve(import.meta.dirname, '../../src/shared/client/testing/record-calls.ts');

/** Every call of the client, made by a process of its own; `offered` are further answers to try, by route. */
export function clientCalls(offered: Readonly<Record<string, readonly unknown[]>>): Call[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [RECORDER], {
    input: JSON.stringify(offered),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`The client's calls could not be recorded:\n${stderr}`);
  return JSON.parse(stdout);
}
