import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitUntil } from '../../../sandbox/testing/wait-until.ts';
import { connect } from './connect.ts';
import { offlineToken } from './credentials/grants.ts';
import { prefetchToken } from './prefetch-token.ts';
import { collectGarbage } from './testing/collect-garbage.ts';
import { type Handler, type LoopbackServer, startLoopbackServer } from './testing/loopback.ts';
import { catchError } from './testing/loopback-connection.ts';
import { ID } from './testing/samples.ts';
import { createJwt } from './testing/tokens.ts';

const FOUND = { body: { person_id: ID, success: true } };
const TOKEN = { body: { access_token: createJwt(), expires_in: 300 } };

/** A realm that sends `responses` in order, and an API that responds to every request. */
function realm(...responses: readonly (typeof TOKEN | 'drop' | 'hold')[]): Handler {
  let requestCount = 0;
  return ({ service }) => (service === 'keycloak' ? (responses[requestCount++] ?? TOKEN) : FOUND);
}

const listTokenRequests = ({ requests }: LoopbackServer) =>
  requests.filter(({ service }) => service === 'keycloak');

function begin({ endpoints }: LoopbackServer, token = 'offline') {
  const ahead = prefetchToken({ endpoints, offlineToken: token, userAgent: 'test' });
  assert.ok(ahead);
  const options = { endpoints, credentials: offlineToken('offline'), retry: { baseMs: 1, maxMs: 4 } };
  const provena = connect(options, ahead);
  return { ahead, provena };
}

test('prefetchToken requests the token once, before the client exists', async () => {
  await using server = await startLoopbackServer(realm());
  const { ahead, provena } = begin(server);
  await ahead.response;
  assert.equal(listTokenRequests(server).length, 1);
  await provena.auth.lookupLink();
  await provena.auth.lookupLink();
  assert.equal(listTokenRequests(server).length, 1);
  await provena.close();
});

test('prefetchToken sends the same request as the client', async () => {
  await using server = await startLoopbackServer(realm());
  const { ahead, provena } = begin(server);
  await ahead.response;
  ahead.cancel();
  await provena.close();
  const alone = connect({
    endpoints: server.endpoints,
    credentials: offlineToken('offline'),
    userAgent: 'test',
  });
  await alone.auth.lookupLink();
  await alone.close();
  const [first, second] = listTokenRequests(server);
  assert.ok(first && second);
  const { host: _, connection: __, ...headers } = first.headers;
  const { host: ___, connection: ____, ...own } = second.headers;
  assert.deepEqual(
    [first.method, first.path, first.body, headers],
    [second.method, second.path, second.body, own],
  );
});

test('client keeps nothing of the functions that waited for the prefetched token', async () => {
  await using server = await startLoopbackServer(realm());
  const { ahead, provena } = begin(server);
  const call = async () => {
    const records = Array.from({ length: 1000 }, (_, id) => ({ id }));
    // Calls the client in a function that refers to the list, as a step does.
    const lookUp = async () => {
      await provena.auth.lookupLink();
      return records.length;
    };
    assert.equal(await lookUp(), 1000);
    return new WeakRef(records);
  };
  const records = await call();
  await collectGarbage();
  assert.equal(records.deref()?.length, undefined);
  ahead.cancel();
  await provena.close();
});

test('client repeats the token request when the connection of the prefetched one breaks', async () => {
  await using server = await startLoopbackServer(realm('drop'));
  const { ahead, provena } = begin(server);
  await ahead.response.catch(() => {});
  await provena.auth.lookupLink();
  assert.equal(listTokenRequests(server).length, 2);
  await provena.close();
});

test('client reports the rejection of the prefetched request', async () => {
  const rejection = { status: 400, body: { error: 'invalid_grant' } };
  await using server = await startLoopbackServer(({ service }) =>
    service === 'keycloak' ? rejection : FOUND,
  );
  const { provena } = begin(server);
  const error = await catchError(provena.auth.lookupLink());
  assert.equal(error.family, 'auth');
  assert.equal(listTokenRequests(server).length, 1);
  await provena.close();
});

test('call ends when its signal is aborted before the prefetched response arrives', async () => {
  await using server = await startLoopbackServer(realm('hold'));
  const { provena } = begin(server);
  const error = await catchError(provena.auth.lookupLink({ signal: AbortSignal.timeout(20) }));
  assert.equal(error.family, 'aborted');
  await provena.close();
});

test('client does not use the prefetched response of other credentials', async () => {
  await using server = await startLoopbackServer(realm());
  const { provena } = begin(server, 'another');
  await provena.auth.lookupLink();
  const tokens = listTokenRequests(server).map(({ body }) =>
    new URLSearchParams(String(body)).get('refresh_token'),
  );
  assert.deepEqual(tokens.sort(), ['another', 'offline']);
  await provena.close();
});

test('client aborts an unused prefetched request when it is closed', async () => {
  await using server = await startLoopbackServer(realm('hold'));
  const { ahead, provena } = begin(server);
  await waitUntil(() => listTokenRequests(server).length === 1);
  await provena.close();
  await assert.rejects(ahead.response);
});

test('client aborts a call that waits for the prefetched response when it is closed', async () => {
  await using server = await startLoopbackServer(realm('hold'));
  const { ahead, provena } = begin(server);
  const error = catchError(provena.auth.lookupLink());
  await waitUntil(() => listTokenRequests(server).length === 1);
  await provena.close();
  assert.match((await error).message, /the client was closed/);
  await assert.rejects(ahead.response);
});

test('prefetchToken sends nothing when domain, realm or endpoints are missing', () => {
  assert.equal(prefetchToken({ domain: 'dev.example.org', offlineToken: 'x', userAgent: 'test' }), undefined);
  assert.equal(
    prefetchToken({ endpoints: { keycloak: 'ftp://x' }, offlineToken: 'x', userAgent: 'test' }),
    undefined,
  );
});
