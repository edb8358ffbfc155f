import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What one method of the client sent to a recording server. */
export interface ClientCall {
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

/** Every call of the client, made by a process of its own; `offered` are further answers to try, by route. */
export function recordClientCalls(offered: Readonly<Record<string, readonly unknown[]>>): ClientCall[] {
  return JSON.parse(runClientScript('record-calls.ts', offered));
}

/** What the client's schemas find wrong with documents, as codes; null where it has no schema for the route. */
export function validateDocuments(
  documents: readonly { readonly route: string; readonly document: unknown }[],
): readonly (readonly string[] | null)[] {
  return JSON.parse(runClientScript('check-documents.ts', documents));
}

/** The client answers for itself, in a process of its own: these tests share nothing with what they test. */
function runClientScript(script: string, input: unknown): string {
  const path = resolve(import.meta.dirname, '../../src/shared/client/testing', script);
  const { status, stdout, stderr } = spawnSync(process.execPath, [path], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${script} failed:\n${stderr}`);
  return stdout;
}
