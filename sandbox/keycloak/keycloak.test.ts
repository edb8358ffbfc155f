import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { ApiClient, requestToken, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const { modeller } = sandbox.users;
const CLIENT = { client_id: 'automated-access' };
const REFRESH = { ...CLIENT, grant_type: 'refresh_token', refresh_token: modeller.offlineToken };
const PASSWORD = { ...CLIENT, grant_type: 'password', username: 'modeller', password: modeller.password };
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** Description, form, and the status and `error` of the response. */
const REJECTIONS: [string, Record<string, string>, number, string][] = [
  ['no grant type', CLIENT, 400, 'invalid_request'],
  ['an unknown grant type', { ...CLIENT, grant_type: 'moon' }, 400, 'unsupported_grant_type'],
  ['an unknown client', { ...REFRESH, client_id: 'ghost' }, 401, 'invalid_client'],
  ['a malformed token', { ...REFRESH, refresh_token: 'abc' }, 400, 'invalid_grant'],
  ['the token of another client', { ...REFRESH, client_id: 'client-tools' }, 400, 'invalid_grant'],
  ['a scope that was not granted', { ...REFRESH, scope: 'moon' }, 400, 'invalid_scope'],
  ['a wrong password', { ...PASSWORD, password: 'no' }, 401, 'invalid_grant'],
  ['no username', { ...CLIENT, grant_type: 'password', password: 'x' }, 401, 'invalid_request'],
  [
    'a scope that the client may not have',
    { ...PASSWORD, client_id: 'client-tools', scope: 'offline_access' },
    400,
    'invalid_scope',
  ],
  [
    'client credentials of a public client',
    { ...CLIENT, grant_type: 'client_credentials' },
    401,
    'unauthorized_client',
  ],
  [
    'a wrong secret',
    { client_id: 'prov-api', client_secret: 'no', grant_type: 'client_credentials' },
    401,
    'unauthorized_client',
  ],
  [
    'an unknown device code',
    { ...CLIENT, grant_type: DEVICE_GRANT, device_code: 'abc' },
    400,
    'invalid_grant',
  ],
];

for (const [title, form, status, error] of REJECTIONS) {
  test(`the token endpoint rejects ${title}`, async () => {
    const response = await requestToken(sandbox, form);
    assert.deepEqual([response.status, response.at('error')], [status, error]);
  });
}

test('tokens have roles and email, and their signatures match the published keys', async () => {
  const token = (await requestToken(sandbox, REFRESH)).text('access_token');
  const keys = createRemoteJWKSet(new URL(`${sandbox.endpoints.keycloak}/protocol/openid-connect/certs`));
  const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: sandbox.endpoints.keycloak });
  assert.equal(protectedHeader.alg, 'RS256');
  assert.equal(payload['preferred_username'], 'modeller');
  assert.equal(payload['email'], 'modeller@example.org');
  assert.ok(Object(payload['realm_access']).roles.includes('entity-registry-write'));
});

test('the APIs reject a token without the scope `roles`', async () => {
  const token = (await requestToken(sandbox, PASSWORD)).text('access_token');
  const headers = { authorization: `Bearer ${token}` };
  const response = await new ApiClient(sandbox).send('GET', 'jobs', '/jobs/user/fetch', {
    headers,
    query: { session_id: 'x' },
  });
  assert.equal(response.status, 401);
  const withRoles = await requestToken(sandbox, { ...PASSWORD, scope: 'openid roles' });
  assert.equal(withRoles.at('scope'), 'openid profile email');
  assert.equal(typeof withRoles.at('id_token'), 'string');
});

test('an expired token is rejected by the clock of the sandbox', async () => {
  const caller = new ApiClient(sandbox, 'modeller');
  await caller.token();
  sandbox.updateSettings({ clock_skew_seconds: 301 });
  const late = await caller.get('auth', '/check-access/general');
  sandbox.updateSettings({ clock_skew_seconds: 0 });
  assert.deepEqual([late.status, late.body], [401, { detail: 'Could not validate credentials' }]);
  assert.equal((await caller.get('auth', '/check-access/general')).status, 200);
});

test('an empty scope is accepted when a token is refreshed, and rejected with keycloak 26', async () => {
  assert.equal((await requestToken(sandbox, { ...REFRESH, scope: '' })).status, 200);
  const newer = await startTestSandbox({ keycloak: 26, empty: true });
  const response = await requestToken(newer, {
    ...REFRESH,
    refresh_token: newer.users.modeller.offlineToken,
    scope: '',
  });
  assert.deepEqual([response.status, response.at('error')], [400, 'invalid_scope']);
});

test('the device flow issues tokens once after approval, and rejects earlier and faster polls', async () => {
  const started = await requestToken(sandbox, { ...CLIENT, scope: 'openid roles' }, '/auth/device');
  const poll = () =>
    requestToken(sandbox, { ...CLIENT, grant_type: DEVICE_GRANT, device_code: started.text('device_code') });
  assert.equal((await poll()).at('error'), 'authorization_pending');
  assert.equal((await poll()).at('error'), 'slow_down');
  const page = await fetch(started.text('verification_uri_complete'));
  assert.match(await page.text(), new RegExp(started.text('user_code')));
  await decide(started.text('verification_uri'), started.text('user_code'), 'approved');
  sandbox.updateSettings({ clock_skew_seconds: 6 });
  const granted = await poll();
  const rerun = await poll();
  sandbox.updateSettings({ clock_skew_seconds: 0 });
  assert.equal(granted.status, 200);
  assert.equal(rerun.at('error'), 'invalid_grant');
});

test('the device flow rejects denied and expired codes', async () => {
  const started = await requestToken(sandbox, CLIENT, '/auth/device');
  const poll = () =>
    requestToken(sandbox, { ...CLIENT, grant_type: DEVICE_GRANT, device_code: started.text('device_code') });
  await decide(started.text('verification_uri'), started.text('user_code').toLowerCase(), 'denied');
  assert.equal((await poll()).at('error'), 'access_denied');
  const late = await requestToken(sandbox, CLIENT, '/auth/device');
  sandbox.updateSettings({ clock_skew_seconds: 601 });
  const response = await requestToken(sandbox, {
    ...CLIENT,
    grant_type: DEVICE_GRANT,
    device_code: late.text('device_code'),
  });
  sandbox.updateSettings({ clock_skew_seconds: 0 });
  assert.equal(response.at('error'), 'expired_token');
});

async function decide(page: string, code: string, decision: string): Promise<void> {
  const response = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ user_code: code, decision, username: 'reader' }),
  });
  assert.equal(response.status, 200);
}

test('a revoked session and an idle session issue no tokens', async () => {
  const session = await requestToken(sandbox, { ...PASSWORD, scope: 'roles' });
  const refresh = { ...CLIENT, grant_type: 'refresh_token', refresh_token: session.text('refresh_token') };
  assert.equal((await requestToken(sandbox, refresh)).status, 200);
  assert.equal(
    (await requestToken(sandbox, { ...CLIENT, token: refresh.refresh_token }, '/revoke')).status,
    200,
  );
  assert.equal((await requestToken(sandbox, refresh)).at('error'), 'invalid_grant');
  sandbox.updateSettings({ clock_skew_seconds: 31 * 86_400 });
  const idle = await requestToken(sandbox, REFRESH);
  sandbox.updateSettings({ clock_skew_seconds: 0 });
  assert.equal(idle.at('error'), 'invalid_grant');
});

/** Path, form, and the status and `error` of the response. */
const OTHER_REJECTIONS: [string, Record<string, string>, number, string | undefined][] = [
  ['/revoke', CLIENT, 400, 'invalid_request'],
  ['/revoke', { ...CLIENT, token: 'abc' }, 200, 'invalid_token'],
  ['/revoke', { client_id: 'client-tools', token: modeller.offlineToken }, 400, 'invalid_request'],
  ['/token/introspect', { ...CLIENT, token: 'abc' }, 403, 'invalid_request'],
  ['/token/introspect', { client_id: 'prov-api', client_secret: 'prov-api-secret' }, 400, 'invalid_request'],
  ['/auth/device', { client_id: 'cli-client' }, 400, 'invalid_grant'],
  ['/token', { client_id: 'cli-client', grant_type: DEVICE_GRANT }, 400, 'invalid_grant'],
  ['/logout', { client_id: 'client-tools', refresh_token: modeller.offlineToken }, 400, 'invalid_grant'],
];

test('the endpoints reject tokens and clients that are not for them', async () => {
  for (const [path, form, status, error] of OTHER_REJECTIONS) {
    const response = await requestToken(sandbox, form, path);
    assert.deepEqual([path, response.status, response.at('error')], [path, status, error]);
  }
});

test('an access token can be revoked, an ID token cannot', async () => {
  const login = await requestToken(sandbox, { ...PASSWORD, scope: 'openid' });
  const revoke = async (name: string) =>
    (await requestToken(sandbox, { ...CLIENT, token: login.text(name) }, '/revoke')).status;
  assert.deepEqual([await revoke('access_token'), await revoke('id_token')], [200, 400]);
});

test('a form with two values of a name is rejected', async () => {
  const service = { client_id: 'prov-api', client_secret: 'prov-api-secret', token: 'a' };
  for (const [path, form, error] of [
    ['/token', REFRESH, 'invalid_request'],
    ['/revoke', { ...CLIENT, token: 'a' }, 'invalid_request'],
    ['/token/introspect', service, 'invalid_request'],
    ['/auth/device', CLIENT, 'invalid_grant'],
  ] as const) {
    const body = new URLSearchParams(form);
    for (const value of 'ab') body.append('scope', value);
    const response = await fetch(`${sandbox.endpoints.keycloak}/protocol/openid-connect${path}`, {
      method: 'POST',
      body,
    });
    assert.deepEqual([path, response.status, Object(await response.json()).error], [path, 400, error]);
  }
});

test('a login deletes sessions and device codes that have expired', async () => {
  const form = { ...PASSWORD, scope: 'roles' };
  const refresh_token = (await requestToken(sandbox, form)).text('refresh_token');
  const device_code = (await requestToken(sandbox, CLIENT, '/auth/device')).text('device_code');
  sandbox.updateSettings({ clock_skew_seconds: 1801 });
  await requestToken(sandbox, form);
  await requestToken(sandbox, CLIENT, '/auth/device');
  sandbox.updateSettings({ clock_skew_seconds: 0 }); // they would be valid again
  const rerun = await requestToken(sandbox, { ...CLIENT, grant_type: 'refresh_token', refresh_token });
  const poll = await requestToken(sandbox, { ...CLIENT, grant_type: DEVICE_GRANT, device_code });
  assert.deepEqual([rerun.at('error'), poll.at('error')], ['invalid_grant', 'invalid_grant']);
});

test('offline tokens stay valid when a user logs in while the clock is a month ahead, and the clock is set back', async () => {
  sandbox.updateSettings({ clock_skew_seconds: 31 * 86_400 });
  assert.equal((await requestToken(sandbox, PASSWORD)).status, 200);
  sandbox.updateSettings({ clock_skew_seconds: 0 });
  assert.equal((await requestToken(sandbox, REFRESH)).status, 200);
});

test('the realm publishes its key and endpoints, and other realms respond with 404', async () => {
  const realm = await (await fetch(sandbox.endpoints.keycloak)).json();
  assert.match(Object(realm).public_key, /^MIIB/);
  const discovery = await (
    await fetch(`${sandbox.endpoints.keycloak}/.well-known/openid-configuration`)
  ).json();
  assert.equal(Object(discovery).issuer, sandbox.endpoints.keycloak);
  const other = await fetch(sandbox.endpoints.keycloak.replace(/[^/]+$/, 'ghost'));
  assert.deepEqual([other.status, await other.json()], [404, { error: 'Realm does not exist' }]);
});

test('userinfo accepts only tokens of the realm', async () => {
  const url = `${sandbox.endpoints.keycloak}/protocol/openid-connect/userinfo`;
  const token = (await requestToken(sandbox, REFRESH)).text('access_token');
  const valid = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(Object(await valid.json()).preferred_username, 'modeller');
  const unknown = await fetch(url, { headers: { authorization: 'Bearer abc' } });
  assert.deepEqual([unknown.status, await unknown.text()], [401, '']);
});
