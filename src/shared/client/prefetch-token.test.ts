import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from './connect.ts';
import { offlineToken } from './credentials/grants.ts';
import { prefetchToken } from './prefetch-token.ts';
import { catchError } from './testing/connected.ts';
import { type Handler, type LoopbackServer, startLoopbackServer } from './testing/loopback.ts';
import { ID } from './testing/samples.ts';
import { createJwt } from './testing/tokens.ts';

const FOUND = { body: { person_id: ID, success: true } };
const TOKEN = { body: { access_token: createJwt(), expires_in: 300 } };

/** A realm whose nth answer is the nth of these, before an API that answers. */
function realm(...answers: readonly (typeof TOKEN | 'drop' | 'hold')[]): Handler {
  let asked = 0;
  return ({ service }) => (service === 'keycloak' ? (answers[asked++] ?? TOKEN) : FOUND);
}

const asked = ({ requests: seen }: LoopbackServer) => seen.filter(({ service }) => service === 'keycloak');

function begin({ endpoints }: LoopbackServer, token = 'offline') {
  const ahead = prefetchToken({ endpoints, offlineToken: token, userAgent: 'test' });
  assert.ok(ahead);
  const provena = connect({
    endpoints,
    credentials: offlineToken('offline'),
    prefetched: ahead,
    retry: { baseMs: 1, maxMs: 4 },
  });
  return { ahead, provena };
}

test('the realm is asked before the client is there, and once', async () => {
  await using server = await startLoopbackServer(realm());
  const { ahead, provena } = begin(server);
  await ahead.response;
  assert.equal(asked(server).length, 1);
  await provena.auth.lookupLink();
  await provena.auth.lookupLink();
  assert.equal(asked(server).length, 1);
  await provena.close();
});

test('what was sent ahead is what the client itself sends', async () => {
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
  const [first, second] = asked(server);
  assert.ok(first && second);
  const { host: _, connection: __, ...headers } = first.headers;
  const { host: ___, connection: ____, ...own } = second.headers;
  assert.deepEqual(
    [first.method, first.path, first.body, headers],
    [second.method, second.path, second.body, own],
  );
});

test('a connection that breaks ahead is the first attempt of several', async () => {
  await using server = await startLoopbackServer(realm('drop'));
  const { ahead, provena } = begin(server);
  await ahead.response.catch(() => {});
  await provena.auth.lookupLink();
  assert.equal(asked(server).length, 2);
  await provena.close();
});

test('a refusal ahead is the realm’s word', async () => {
  const refusal = { status: 400, body: { error: 'invalid_grant' } };
  await using server = await startLoopbackServer(({ service }) => (service === 'keycloak' ? refusal : FOUND));
  const { provena } = begin(server);
  const error = await catchError(provena.auth.lookupLink());
  assert.equal(error.family, 'auth');
  assert.equal(asked(server).length, 1);
  await provena.close();
});

test('a caller who stops waits no longer for what was sent ahead', async () => {
  await using server = await startLoopbackServer(realm('hold'));
  const { provena } = begin(server);
  const error = await catchError(provena.auth.lookupLink({ signal: AbortSignal.timeout(20) }));
  assert.equal(error.family, 'aborted');
  await provena.close();
});

test('the answer for other credentials is not taken', async () => {
  await using server = await startLoopbackServer(realm());
  const { provena } = begin(server, 'another');
  await provena.auth.lookupLink();
  const tokens = asked(server).map(({ body }) => new URLSearchParams(String(body)).get('refresh_token'));
  assert.deepEqual(tokens.sort(), ['another', 'offline']);
  await provena.close();
});

test('closing the client ends what nobody took', async () => {
  await using server = await startLoopbackServer(realm('hold'));
  const { ahead, provena } = begin(server);
  while (asked(server).length === 0) await sleep(1);
  await provena.close();
  await assert.rejects(ahead.response);
});

test('nothing is sent where the instance is not fully named', () => {
  assert.equal(prefetchToken({ domain: 'dev.example.org', offlineToken: 'x', userAgent: 'test' }), undefined);
  assert.equal(
    prefetchToken({ endpoints: { keycloak: 'ftp://x' }, offlineToken: 'x', userAgent: 'test' }),
    undefined,
  );
});
