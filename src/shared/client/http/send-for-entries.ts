import type { HttpClient } from './http-client.ts';
import type { HttpRequest } from './http-transport.ts';
import { EntryParser, type EntryReducer } from './reduce-entries.ts';
import { type HttpResponse, isJson, type ResponseHead, setParsedBody } from './response.ts';

/** Sends a request for a list. The entries of a JSON response are shortened while it is received. */
export async function sendForEntries(
  httpClient: HttpClient,
  request: HttpRequest,
  signal: AbortSignal,
  reducer: EntryReducer,
): Promise<HttpResponse> {
  let parser: EntryParser | undefined;
  const openBody = (head: ResponseHead) => {
    // A redirect has another response.
    parser = head.status === 200 && isJson(head) ? new EntryParser(reducer) : undefined;
    return parser && ((piece: Uint8Array) => parser?.write(piece));
  };
  const response = await httpClient.send({ ...request, openBody }, signal);
  if (parser) setParsedBody(response, parser);
  // An idle connection keeps this function's variables; without this, the parsed page would stay in memory.
  parser = undefined;
  return response;
}
