import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** The requests that one client method sent to a recording server. */
export interface ClientCall {
  readonly method: string;
  readonly requests: readonly Request[];
  /** Errors of the client when it read the example responses. */
  readonly readErrors: readonly string[];
}

export interface Request {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly contentType: string | undefined;
  readonly body: unknown;
  readonly response: unknown;
}

/** Runs every client method in a process of its own. `offered` are additional example responses by route. */
export function recordClientCalls(offered: Readonly<Record<string, readonly unknown[]>>): ClientCall[] {
  return JSON.parse(runClientScript('record-calls.ts', offered));
}

/** Validates documents with the client's schemas. @returns issue codes; null if the route has no schema. */
export function validateDocuments(
  documents: readonly { readonly route: string; readonly document: unknown }[],
): readonly (readonly string[] | null)[] {
  return JSON.parse(runClientScript('check-documents.ts', documents));
}

/** Runs in a process of its own, so that these tests import nothing from the client. */
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
