import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { assumeType } from '../../../../sandbox/testing/assume-type.ts';
import { connect } from '../connect.ts';
import type { Handler } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import type { Credentials } from './credentials.ts';
import { accessToken, clientCredentials, githubOidc, offlineToken } from './grants.ts';

const idToken = async () => 'github-id-token';
const exchange = {
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: 'github-id-token',
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
};
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

const grants: readonly (readonly [string, Credentials, Record<string, string>, string | undefined])[] = [
  [
    'an offline token',
    offlineToken(' abc\n'),
    { grant_type: 'refresh_token', client_id: 'automated-access', refresh_token: 'abc' },
    undefined,
  ],
  [
    'an offline token of another client',
    offlineToken('abc', 'mine'),
    { grant_type: 'refresh_token', client_id: 'mine', refresh_token: 'abc' },
    undefined,
  ],
  [
    'client credentials',
    clientCredentials('robot', 's:e c'),
    { grant_type: 'client_credentials' },
    basic('robot', 's%3Ae%20c'),
  ],
  [
    "GitHub's token",
    githubOidc({ clientId: 'ci', idToken }),
    { ...exchange, subject_issuer: 'github', client_id: 'ci' },
    undefined,
  ],
  [
    "GitHub's token with a secret",
    githubOidc({ clientId: 'ci', clientSecret: 'x', identityProvider: 'gh', idToken }),
    { ...exchange, subject_issuer: 'gh' },
    basic('ci', 'x'),
  ],
];
for (const [title, credentials, form, authorization] of grants) {
  test(`client exchanges ${title} for an access token, without an empty scope`, async () => {
    const token = createJwt();
    await using on = await connectToLoopback(
      ({ service }) => ({
        body: service === 'keycloak' ? { access_token: token } : { person_id: ID, success: true },
      }),
      { credentials },
    );
    await on.provena.auth.lookupLink();
    const [request, call] = on.server.requests;
    assert.equal(`${request?.method} ${request?.path}`, 'POST /protocol/openid-connect/token');
    assert.deepEqual(Object.fromEntries(new URLSearchParams(String(request?.body))), form);
    assert.equal(request?.headers['authorization'], authorization);
    assert.equal(call?.headers['authorization'], `Bearer ${token}`);
  });
}

const LOGIN = { location: 'https://login.example.org/?session=1' };
const rejections: readonly (readonly [number, unknown, string, RegExp, Record<string, string>?])[] = [
  [
    400,
    { error: 'invalid_grant', error_description: 'Token is not active' },
    'auth',
    /invalid_grant: Token is not active\)\. It has expired, was revoked/,
  ],
  [
    401,
    { error: 'invalid_client' },
    'auth',
    /invalid_client\)\. Check that it was requested from this realm/,
  ],
  [
    400,
    { error: 'invalid_grant', error_description: 'x'.repeat(1_000_000) },
    'auth',
    /\(invalid_grant: x{9000,10000}…\)/,
  ],
  [404, { error: 'Realm does not exist' }, 'auth', /there is no realm at .*Check domain, realm/],
  [
    403,
    '<html>',
    'unexpectedResponse',
    /HTTP 403 without an OAuth error\)\. Check endpoints\.keycloak, and whether a proxy/,
  ],
  [200, { hello: 1 }, 'unexpectedResponse', /returned no token/],
  [200, '<html>', 'unexpectedResponse', /received text\/plain.*Check the endpoint of keycloak/],
  [204, '', 'unexpectedResponse', /unexpected status HTTP 204/],
  [503, '', 'unavailable', /keycloak\.token: server error \(503\)/],
  [429, '', 'unavailable', /too many requests \(429\) from \S+; retry after 100 s/, { 'retry-after': '100' }],
  [
    302,
    '',
    'unexpectedResponse',
    /a redirect to https:\/\/login\.example\.org\/, which is not followed/,
    LOGIN,
  ],
];
for (const [status, body, family, message, headers = {}] of rejections) {
  test(`token request fails with the family ${family} when the realm responds with ${status} ${JSON.stringify(body)}`, async () => {
    await using on = await connectToLoopback(() => ({ status, body, headers }), {
      credentials: offlineToken('abc'),
    });
    const error = await catchError(on.provena.auth.lookupLink());
    assert.equal(error.family, family);
    assert.match(error.message, message);
  });
}

for (const [title, body, type] of [
  ['a lifetime that is text', { access_token: createJwt(), expires_in: '300' }, 'application/json'],
  ['a refresh token of null', { access_token: createJwt(), refresh_token: null }, 'application/json'],
  ['the content type of text', { access_token: createJwt() }, 'text/plain'],
] as const) {
  test(`client uses a token when its response has ${title}`, async () => {
    const headers = { 'content-type': type };
    await using on = await connectToLoopback(
      ({ service }) =>
        service === 'keycloak' ? { body, headers } : { body: { person_id: ID, success: true } },
      { credentials: offlineToken('abc') },
    );
    assert.equal((await on.provena.auth.lookupLink()).person_id, ID);
  });
}

for (const [name, make] of [
  ['access token', () => accessToken(' ')],
  ['offline token', () => offlineToken('')],
  ['client secret', () => clientCredentials('robot', '\n')],
] as const) {
  test(`client reports the usual remedy when ${name} is empty`, () => {
    assert.throws(make, {
      family: 'auth',
      message: new RegExp(`the ${name} is empty\\. Check the variable or the secret`),
    });
  });
}

for (const text of ['abc\ndef', '"abc"', 'Bearer abc', 'abc\u200Bdef', `\${{ secrets.TOKEN }}`])
  test(`client advises to check the secret when the offline token is ${JSON.stringify(text)}`, () => {
    assert.throws(() => offlineToken(text), {
      family: 'auth',
      message:
        /^the offline token contains a character .* Check the secret for line breaks, quotes and spaces$/,
    });
  });

test('client reports the usual remedy when a JavaScript program passes a variable that is not set', () => {
  const unset = assumeType<string>(undefined);
  const message = /is empty\. Check the variable or the secret/;
  assert.throws(() => accessToken(unset), { family: 'auth', message });
  assert.throws(() => offlineToken(unset), { family: 'auth', message });
  assert.throws(() => clientCredentials('robot', unset), { family: 'auth', message });
});

test('client sends no token, and no request to the realm, when a route needs none', async () => {
  await using on = await connectToLoopback(() => ({ body: { message: 'hello' } }), {
    credentials: offlineToken('abc'),
  });
  assert.equal((await on.provena.registry.health()).message, 'hello');
  const actual = on.server.requests.map(({ service, headers }) => [service, headers['authorization']]);
  assert.deepEqual(actual, [['registry', undefined]]);
});

/** A realm that accepts each refresh token once, and services that accept every token. */
function createRotatingRealm(): Handler {
  let count = 0;
  return ({ service, body }) => {
    if (service !== 'keycloak') return { body: { person_id: ID, success: true } };
    if (new URLSearchParams(String(body)).get('refresh_token') !== `offline-${count}`)
      return { status: 400, body: { error: 'invalid_grant', error_description: 'Stale token' } };
    count += 1;
    return { body: { access_token: `access-${count}`, expires_in: 0, refresh_token: `offline-${count}` } };
  };
}

test('client renews its token with the offline token of the last response when the realm rotates them', async () => {
  await using on = await connectToLoopback(createRotatingRealm(), { credentials: offlineToken('offline-0') });
  for (let calls = 0; calls < 3; calls++) await on.provena.auth.lookupLink();
  assert.equal(on.server.requests.filter(({ service }) => service === 'keycloak').length, 3);
});

test('clients share their credentials when the realm rotates refresh tokens', async () => {
  const credentials = offlineToken('offline-0');
  await using on = await connectToLoopback(createRotatingRealm(), { credentials });
  await using other = connect({ endpoints: on.server.endpoints, credentials });
  const people = await Promise.all([on.provena, other].map(({ auth }) => auth.lookupLink()));
  const personIds = people.map(({ person_id }) => person_id);
  assert.deepEqual(personIds, [ID, ID]);
});

test('credentials do not contain the access token when they are printed', () => {
  const token = createJwt();
  const credentials = accessToken(token);
  assert.ok(!`${inspect(credentials)} ${JSON.stringify(credentials)}`.includes(token));
});
