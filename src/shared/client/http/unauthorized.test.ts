import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Provena } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { ForbiddenError } from '../errors.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID } from '../testing/samples.ts';
import { ALL_ROLES, createJwt } from '../testing/tokens.ts';
import { parseClaims } from './jwt.ts';

const REJECTED = { status: 401, body: { detail: 'no' }, headers: { 'www-authenticate': 'Bearer' } };
const ITEM_REJECTED = { status: 401, body: { detail: 'no' } };
const lock = (p: Provena) => p.registry.study.lock({ id: ID, reason: '' });
const addGroup = (p: Provena) => p.auth.admin.addGroup({ id: 'a', display_name: '', description: '' });
const addReviewer = (p: Provena) => p.datastore.review.addReviewer(ID);
const ownJob = (p: Provena) => p.jobService.fetch('s');

const tokens: readonly (readonly [string, string, (p: Provena) => Promise<unknown>, string, RegExp])[] = [
  ['has expired', createJwt({ livesFor: -10 }), lock, 'auth', /has expired/],
  [
    'carries no roles',
    createJwt().replace(/\.(.+)\./, `.${Buffer.from('{"exp":99999999999}').toString('base64url')}.`),
    lock,
    'auth',
    /offline_access roles/,
  ],
  [
    'lacks a role',
    createJwt({ roles: ['entity-registry-read'] }),
    lock,
    'forbidden',
    /ada lacks the realm role entity-registry-write\./,
  ],
  [
    'lacks a role of another stem',
    createJwt({ roles: ['entity-registry-write'] }),
    addReviewer,
    'forbidden',
    /lacks the realm roles sys-admin-read and sys-admin-write\. Ask .* for them$/,
  ],
  [
    'lacks the one role that the auth API requires',
    createJwt({ roles: ['sys-admin-read'] }),
    addGroup,
    'forbidden',
    /role sys-admin-write\./,
  ],
  [
    'comes from another realm',
    createJwt({ issuer: 'https://elsewhere.example.org/realms/r' }),
    lock,
    'auth',
    /issued by https:\/\/elsewhere/,
  ],
  ['is not a JSON Web Token', 'opaque', lock, 'auth', /rejected: no/],
  ['has a wrong signature', createJwt(), lock, 'auth', /the token was rejected: no/],
];

for (const [title, token, run, family, message] of tokens) {
  test(`401 response is classified as ${family} when the token ${title}`, async () => {
    await using on = await connectToLoopback(() => REJECTED, { credentials: accessToken(token) });
    const error = await catchError(run(on.provena));
    assert.equal(error.family, family);
    assert.match(error.message, message);
    assert.equal(on.server.requests.length, 1);
  });
}

test('401 response is classified as an expired token when its Date is still the second before', async () => {
  const token = createJwt();
  const { exp = 0 } = parseClaims(token) ?? {};
  const date = new Date((exp - 1) * 1000).toUTCString();
  await using on = await connectToLoopback(() => ({ ...REJECTED, headers: { ...REJECTED.headers, date } }), {
    credentials: accessToken(token),
  });
  assert.match((await catchError(ownJob(on.provena))).message, /the token has expired/);
});

test('401 response is classified as auth when an API gateway has renamed the challenge', async () => {
  const response = { ...ITEM_REJECTED, headers: { 'x-amzn-Remapped-WWW-Authenticate': 'Bearer' } };
  await using on = await connectToLoopback(() => response, { credentials: accessToken(createJwt()) });
  assert.equal((await catchError(lock(on.provena))).family, 'auth');
});

for (const [title, token, run] of [
  ['valid', createJwt(), lock],
  ['valid and the route requires no role', createJwt({ roles: [] }), ownJob],
] as const) {
  test(`401 response without a challenge is classified as forbidden when the token is ${title}`, async () => {
    await using on = await connectToLoopback(() => ITEM_REJECTED, { credentials: accessToken(token) });
    const error = await catchError(run(on.provena));
    assert.equal(error.family, 'forbidden');
    assert.match(error.message, /ada is not permitted to do this: no/);
  });
}

test('error lists the missing roles', async () => {
  await using on = await connectToLoopback(() => REJECTED, {
    credentials: accessToken(createJwt({ roles: [] })),
  });
  const error = await catchError(on.provena.registry.admin.export());
  assert.ok(error instanceof ForbiddenError);
  assert.deepEqual(error.missingRoles, ALL_ROLES.slice(0, 3));
});

test('error reports missing credentials when a 401 response follows a request without a token', async () => {
  await using on = await connectToLoopback(() => REJECTED, { credentials: undefined });
  const error = await catchError(lock(on.provena));
  assert.equal(error.family, 'auth');
  assert.match(error.message, /has no credentials\. Pass credentials to connect;.* PROVENA_OFFLINE_TOKEN/);
  assert.match((await catchError(on.provena.identity())).message, /no credentials\. Pass credentials/);
});

test('expiry of a token is compared with the clock of the server when the response has a date', async () => {
  const anHourAgo = new Date(Date.now() - 3_600_000).toUTCString();
  const expiredHere = accessToken(createJwt({ livesFor: -10 }));
  const slow = { ...ITEM_REJECTED, headers: { date: anHourAgo } };
  await using on = await connectToLoopback(() => slow, { credentials: expiredHere });
  assert.equal((await catchError(lock(on.provena))).family, 'forbidden');

  const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
  await using fast = await connectToLoopback(() => ({ ...ITEM_REJECTED, headers: { date: inAnHour } }));
  assert.match((await catchError(lock(fast.provena))).message, /has expired/);
});
