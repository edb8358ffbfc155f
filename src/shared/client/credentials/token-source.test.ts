import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Handler, ReceivedRequest } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID, METADATA } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import { offlineToken } from './grants.ts';

const FOUND = { body: { person_id: ID, success: true } };
const EXPIRED = { status: 401, body: { detail: 'no' } };

/** A realm that issues `tokens` in order, and services that respond with the result of `serve`. */
function realm(
  tokens: readonly string[],
  serve: (request: ReceivedRequest) => typeof FOUND | typeof EXPIRED = () => FOUND,
): Handler {
  let given = 0;
  return (request) => {
    if (request.service !== 'keycloak') return serve(request);
    return { body: { access_token: tokens[given++] ?? 'none-left', expires_in: 300 } };
  };
}
const accept =
  (token: string) =>
  ({ headers }: ReceivedRequest) =>
    headers['authorization'] === `Bearer ${token}` ? FOUND : EXPIRED;
const tokensUsed = (requests: readonly ReceivedRequest[]) =>
  requests.flatMap(({ headers }) =>
    headers['authorization'] ? [String(headers['authorization']).slice('Bearer '.length)] : [],
  );
const countTokenRequests = (requests: readonly ReceivedRequest[]) =>
  requests.filter(({ service }) => service === 'keycloak').length;

const credentials = () => offlineToken(' offline \n');

test('client uses one token for all calls while the token is valid', async () => {
  const token = createJwt();
  await using on = await connectToLoopback(realm([token]), { credentials: credentials() });
  await on.provena.auth.lookupLink();
  await on.provena.auth.lookupLink();
  assert.equal(countTokenRequests(on.server.requests), 1);
  assert.deepEqual(tokensUsed(on.server.requests), [token, token]);
});

test('client requests one token when several calls need it at the same time', async () => {
  await using on = await connectToLoopback(realm([createJwt()]), { credentials: credentials() });
  await Promise.all(Array.from({ length: 8 }, () => on.provena.auth.lookupLink()));
  assert.equal(countTokenRequests(on.server.requests), 1);
});

test('client replaces a token before it expires', async () => {
  const short = createJwt({ livesFor: 0, id: 'short' });
  const long = createJwt({ id: 'long' });
  // Issued long before it arrived, so it has expired by its second use.
  const spent = short.replace(/\.(.+)\./, (_, payload: string) => {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return `.${Buffer.from(JSON.stringify({ ...claims, iat: claims.exp })).toString('base64url')}.`;
  });
  await using on = await connectToLoopback(realm([spent, long]), { credentials: credentials() });
  await on.provena.auth.lookupLink();
  await on.provena.auth.lookupLink();
  assert.deepEqual(tokensUsed(on.server.requests), [spent, long]);
});

test('client replaces a token and repeats the call, also a creation, when the server reports that the token has expired', async () => {
  const old = createJwt({ livesFor: -5, id: 'old' });
  const good = createJwt({ id: 'good' });
  await using on = await connectToLoopback(realm([old, good], accept(good)), { credentials: credentials() });
  await catchError(on.provena.datastore.mintDataset(METADATA));
  assert.deepEqual(tokensUsed(on.server.requests), [old, good]);
});

test('client replaces the token of a call at most once', async () => {
  const old = (id: string) => createJwt({ livesFor: -5, id });
  await using on = await connectToLoopback(
    realm([old('a'), old('b'), old('c')], () => EXPIRED),
    { credentials: credentials() },
  );
  const error = await catchError(on.provena.auth.lookupLink());
  assert.match(error.message, /has expired/);
  assert.equal(tokensUsed(on.server.requests).length, 2);
});

test('client replaces a token once when it expired for several calls at the same time', async () => {
  const old = createJwt({ livesFor: -5, id: 'old' });
  const good = createJwt({ id: 'good' });
  await using on = await connectToLoopback(realm([old, good], accept(good)), { credentials: credentials() });
  await Promise.all([
    on.provena.auth.lookupLink(),
    on.provena.auth.lookupLink(),
    on.provena.auth.lookupLink(),
  ]);
  assert.equal(countTokenRequests(on.server.requests), 2);
});

test('client still gets the token for the other calls when one waiting call is aborted', async () => {
  const end = new AbortController();
  const serve = realm([createJwt()]);
  await using on = await connectToLoopback(
    (request, at) => {
      if (request.service === 'keycloak') end.abort();
      return serve(request, at);
    },
    { credentials: credentials() },
  );
  const stays = on.provena.auth.lookupLink();
  const leaves = on.provena.auth.lookupLink({ signal: end.signal });
  assert.equal((await catchError(leaves)).family, 'aborted');
  assert.equal((await stays).person_id, ID);
});

for (const [limit, options, call] of [
  ['call', {}, { timeoutMs: 40 }],
  ['attempt', { attemptTimeoutMs: 40, retry: { attempts: 1 } }, {}],
] as const) {
  test(`error names the limit of the ${limit} when the realm does not respond`, async () => {
    const hold: Handler = ({ service }) => (service === 'keycloak' ? 'hold' : FOUND);
    await using on = await connectToLoopback(hold, { credentials: credentials(), ...options });
    const error = await catchError(on.provena.auth.lookupLink(call));
    assert.equal(error.family, 'timedOut');
    assert.match(error.message, /within 40 ms/);
  });
}

test('client requests a token again in the next call when the realm could not be reached', async () => {
  let down = true;
  const serve = realm([createJwt()]);
  await using on = await connectToLoopback((request, at) => (down ? 'drop' : serve(request, at)), {
    credentials: credentials(),
  });
  assert.equal((await catchError(on.provena.auth.lookupLink())).family, 'unavailable');
  down = false;
  assert.equal((await on.provena.auth.lookupLink()).person_id, ID);
});

test('client returns the identity in the token', async () => {
  await using on = await connectToLoopback(
    realm([createJwt({ username: 'grace', roles: ['entity-registry-read'] })]),
    { credentials: credentials() },
  );
  const { expiresAt, ...who } = await on.provena.identity();
  assert.deepEqual(who, {
    username: 'grace',
    email: 'grace@example.org',
    roles: ['entity-registry-read'],
  });
  assert.ok(expiresAt && expiresAt > new Date());
});

test('error does not name another realm as issuer when the realm itself issued the token under another host name', async () => {
  const token = createJwt({ issuer: 'https://public.example.org/realms/r' });
  await using on = await connectToLoopback(
    realm([token], () => EXPIRED),
    { credentials: credentials() },
  );
  assert.equal((await catchError(on.provena.auth.lookupLink())).family, 'forbidden');
});
