import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Server } from 'node:net';
import type { TestContext } from 'node:test';
import { listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { openStore, type Store } from '../index.ts';
import type { LogFunction, StoreOptions } from '../store.ts';
import { BUCKET, FOLDER } from './transfer-support.ts';

export type Responder = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts a store that passes each request to `respond`, and opens it. Both end with the test. */
export async function openHostileStore(
  context: TestContext,
  respond: Responder,
  idleTimeoutMs = 5_000,
  log?: LogFunction,
): Promise<Store> {
  const server = createServer((request, response) => {
    response.on('error', () => {});
    request.resume();
    respond(request, response);
  });
  const endpoint = await listen(context, server);
  context.after(() => server.closeAllConnections());
  return openStoreAt(context, endpoint, { log, retry: { baseMs: 1, attempts: 2, idleTimeoutMs } });
}

/** Opens the store at an address until the test ends. */
export function openStoreAt(
  context: TestContext,
  endpoint: string,
  options: Partial<StoreOptions> = {},
): Store {
  const store = openStore({
    address: { bucket: BUCKET, prefix: FOLDER, region: 'us-east-1', endpoint },
    credentials: async () => ({ accessKeyId: 'id', secretAccessKey: 'secret' }),
    ...options,
  });
  context.after(() => store.close());
  return store;
}

/** Formats a page of ListObjectsV2 from encoded keys and sizes. */
export function formatListing(
  objects: readonly (readonly [key: string, size: number | string])[],
  nextToken?: string,
  encodingType = '<EncodingType>url</EncodingType>',
): string {
  const contents = objects.map(
    ([key, size]) =>
      `<Contents><Key>${key}</Key><LastModified>2024-01-01T00:00:00Z</LastModified><ETag>"e"</ETag><Size>${size}</Size></Contents>`,
  );
  const token = nextToken ? `<NextContinuationToken>${nextToken}</NextContinuationToken>` : '';
  return `<ListBucketResult>${encodingType}${contents.join('')}<IsTruncated>${nextToken !== undefined}</IsTruncated>${token}</ListBucketResult>`;
}

/** Lets a server listen on a free port of 127.0.0.1 until the test ends. Returns its URL. */
export async function listen(context: TestContext, server: Server): Promise<string> {
  const url = await listenOnLoopback(server);
  context.after(() => server.close());
  return url;
}
