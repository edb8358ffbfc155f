import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connected } from '../testing/connected.ts';
import { failureOf } from '../testing/failure.ts';
import type { Handler, Seen } from '../testing/loopback.ts';
import { ID, METADATA } from '../testing/samples.ts';
import { jwt } from '../testing/tokens.ts';
import { offlineToken } from './grants.ts';

const FOUND = { body: { person_id: ID, success: true } };
const EXPIRED = { status: 401, body: { detail: 'no' } };

/** A realm whose nth token is the nth of these, and services that answer as `serve` says. */
function realm(
  tokens: readonly string[],
  serve: (seen: Seen) => typeof FOUND | typeof EXPIRED = () => FOUND,
): Handler {
  let given = 0;
  return (seen) => {
    if (seen.service !== 'keycloak') return serve(seen);
    return { body: { access_token: tokens[given++] ?? 'none-left', expires_in: 300 } };
  };
}
const tokensUsed = (seen: readonly Seen[]) =>
  seen.flatMap(({ headers }) =>
    headers['authorization'] ? [String(headers['authorization']).slice('Bearer '.length)] : [],
  );
const asked = (seen: readonly Seen[]) => seen.filter(({ service }) => service === 'keycloak').length;

const credentials = () => offlineToken(' offline \n');

test('one token serves all calls of its life', async () => {
  const token = jwt();
  await using on = await connected(realm([token]), { credentials: credentials() });
  await on.provena.auth.lookupLink();
  await on.provena.auth.lookupLink();
  assert.equal(asked(on.server.seen), 1);
  assert.deepEqual(tokensUsed(on.server.seen), [token, token]);
});

test('calls that need a token at the same time fetch one', async () => {
  await using on = await connected(realm([jwt()]), { credentials: credentials() });
  await Promise.all(Array.from({ length: 8 }, () => on.provena.auth.lookupLink()));
  assert.equal(asked(on.server.seen), 1);
});

test('a token is replaced before it expires', async () => {
  const short = jwt({ livesFor: 0, id: 'short' });
  const long = jwt({ id: 'long' });
  // Lived long before it arrived: nothing of its life is left by the time of its second use.
  const spent = short.replace(/\.(.+)\./, (_, payload: string) => {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return `.${Buffer.from(JSON.stringify({ ...claims, iat: claims.exp })).toString('base64url')}.`;
  });
  await using on = await connected(realm([spent, long]), { credentials: credentials() });
  await on.provena.auth.lookupLink();
  await on.provena.auth.lookupLink();
  assert.deepEqual(tokensUsed(on.server.seen), [spent, long]);
});

test('a token that proves to be expired is replaced, and even a creation is sent again', async () => {
  const old = jwt({ livesFor: -5, id: 'old' });
  const good = jwt({ id: 'good' });
  const serve = ({ headers }: Seen) => (headers['authorization'] === `Bearer ${good}` ? FOUND : EXPIRED);
  await using on = await connected(realm([old, good], serve), { credentials: credentials() });
  await failureOf(on.provena.datastore.mintDataset(METADATA));
  assert.deepEqual(tokensUsed(on.server.seen), [old, good]);
});

test('a call replaces its token at most once', async () => {
  const old = (id: string) => jwt({ livesFor: -5, id });
  await using on = await connected(
    realm([old('a'), old('b'), old('c')], () => EXPIRED),
    { credentials: credentials() },
  );
  const error = await failureOf(on.provena.auth.lookupLink());
  assert.match(error.message, /has expired/);
  assert.equal(tokensUsed(on.server.seen).length, 2);
});

test('calls whose token expired at the same time replace it once', async () => {
  const old = jwt({ livesFor: -5, id: 'old' });
  const good = jwt({ id: 'good' });
  const serve = ({ headers }: Seen) => (headers['authorization'] === `Bearer ${good}` ? FOUND : EXPIRED);
  await using on = await connected(realm([old, good], serve), { credentials: credentials() });
  await Promise.all([
    on.provena.auth.lookupLink(),
    on.provena.auth.lookupLink(),
    on.provena.auth.lookupLink(),
  ]);
  assert.equal(asked(on.server.seen), 2);
});

test('a call that is aborted while it waits for a token does not take it from the others', async () => {
  const end = new AbortController();
  const serve = realm([jwt()]);
  await using on = await connected(
    (seen, at) => {
      if (seen.service === 'keycloak') end.abort();
      return serve(seen, at);
    },
    { credentials: credentials() },
  );
  const stays = on.provena.auth.lookupLink();
  const leaves = on.provena.auth.lookupLink({ signal: end.signal });
  assert.equal((await failureOf(leaves)).family, 'aborted');
  assert.equal((await stays).person_id, ID);
});

test('a realm that could not be reached is asked again by the next call', async () => {
  let down = true;
  const serve = realm([jwt()]);
  await using on = await connected((seen, at) => (down ? 'drop' : serve(seen, at)), {
    credentials: credentials(),
  });
  assert.equal((await failureOf(on.provena.auth.lookupLink())).family, 'unavailable');
  down = false;
  assert.equal((await on.provena.auth.lookupLink()).person_id, ID);
});

test('the identity is what the token says', async () => {
  await using on = await connected(realm([jwt({ username: 'grace', roles: ['entity-registry-read'] })]), {
    credentials: credentials(),
  });
  const { expiresAt, ...who } = await on.provena.identity();
  assert.deepEqual(who, {
    username: 'grace',
    email: 'grace@example.org',
    roles: ['entity-registry-read'],
  });
  assert.ok(expiresAt && expiresAt > new Date());
});

test('a token that the realm gave is not blamed for the name that the realm has in it', async () => {
  const token = jwt({ issuer: 'https://public.example.org/realms/r' });
  await using on = await connected(
    realm([token], () => EXPIRED),
    { credentials: credentials() },
  );
  assert.equal((await failureOf(on.provena.auth.lookupLink())).family, 'forbidden');
});
