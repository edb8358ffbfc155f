import { text } from 'node:stream/consumers';
import { connect } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { ProvenaError } from '../errors.ts';
import { createAllCases } from './all-cases.ts';
import { type ReceivedRequest, startLoopbackServer } from './loopback.ts';
import type { MethodCase } from './method-case.ts';
import { getRecordedResponse } from './recorded-responses.ts';
import { createJwt } from './tokens.ts';

/**
 * Calls every method of the client against a recording server, and writes the requests to standard output as JSON,
 * for programs that compare them. Standard input has responses by `<service> <METHOD> <path>`: a method whose last
 * request has this route is called with each of them too, and responses that the client cannot read are reported.
 */
interface ResponseTable {
  readonly [route: string]: readonly unknown[];
}

export interface RecordedCall {
  readonly method: string;
  readonly requests: readonly RecordedRequest[];
  /** Errors of the client for given responses that it could not read. */
  readonly readErrors: readonly string[];
}

export interface RecordedRequest {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly contentType: string | undefined;
  /** The body, if it is JSON. */
  readonly body: unknown;
  /** The response that the client read. */
  readonly response: unknown;
}

const responseTable: ResponseTable = JSON.parse((await text(process.stdin)) || '{}');
const calls: RecordedCall[] = [];
for (const one of createAllCases()) {
  const { requests } = await record(one);
  const last = requests.at(-1);
  const responses = (last && responseTable[`${last.service} ${last.method} ${last.path}`]) ?? [];
  const readErrors: string[] = [];
  for (const response of responses) {
    const { problem } = await record(one, { at: requests.length - 1, response });
    if (problem) readErrors.push(problem);
  }
  calls.push({ method: one.name, requests, readErrors });
}
console.log(JSON.stringify(calls));

/** Calls a method; with `instead`, the request with that number gets that response instead of the recorded one. */
async function record({ run }: MethodCase, instead?: { readonly at: number; readonly response: unknown }) {
  const requests: RecordedRequest[] = [];
  await using server = await startLoopbackServer((request, at) => {
    const [path = '', query = ''] = request.path.split('?');
    const response =
      instead?.at === at ? instead.response : getRecordedResponse(request.service, request.method, path);
    requests.push({
      service: request.service,
      method: request.method,
      path,
      query: [...new URLSearchParams(query)],
      contentType: String(request.headers['content-type'] ?? '') || undefined,
      body: parseJsonBody(request),
      response,
    });
    return { body: response };
  });
  await using provena = connect({ endpoints: server.endpoints, credentials: accessToken(createJwt()) });
  try {
    await run(provena);
  } catch (error) {
    const misread = error instanceof ProvenaError && error.family === 'unexpectedResponse';
    if (misread || !instead) return { requests, problem: `${error}` };
  }
  return { requests, problem: undefined };
}

function parseJsonBody({ headers, body }: ReceivedRequest): unknown {
  return headers['content-type'] === 'application/json' ? JSON.parse(String(body)) : undefined;
}
