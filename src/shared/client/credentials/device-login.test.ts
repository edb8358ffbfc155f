import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../connect.ts';
import { AuthError } from '../errors.ts';
import type { Handler, ReceivedRequest } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { createJwt } from '../testing/tokens.ts';
import { type DevicePrompt, deviceLogin, getPollInterval, type LoginStore } from './device-login.ts';

const LOGIN_RESPONSE = {
  device_code: 'device-secret',
  user_code: 'ABCD-EFGH',
  verification_uri: 'https://auth.example.org/device',
  verification_uri_complete: 'https://auth.example.org/device?user_code=ABCD-EFGH',
  expires_in: 600,
  interval: 0.01,
};
const TOKENS = { access_token: createJwt(), refresh_token: 'refresh-1' };
const fault = (error: string) => ({ status: 400, body: { error } });
const form = ({ body }: ReceivedRequest) => Object.fromEntries(new URLSearchParams(String(body)));

/** A realm that starts a login, and responds to each token request with the next of `responses`. */
function realm(responses: readonly { status?: number; body: unknown }[]): Handler {
  let requestCount = 0;
  return ({ path }) =>
    path.endsWith('/auth/device')
      ? { body: LOGIN_RESPONSE }
      : (responses[requestCount++] ?? fault('no_more'));
}

function memory(kept?: string): LoginStore & { kept: string | undefined } {
  return {
    kept,
    async load() {
      return this.kept;
    },
    async save(token) {
      this.kept = token;
    },
    async clear() {
      this.kept = undefined;
    },
  };
}

test('device login shows the code to the person, and logs in when the person has confirmed it', async () => {
  const prompts: DevicePrompt[] = [];
  const store = memory();
  const credentials = deviceLogin({
    prompt: (prompt) => void prompts.push(prompt),
    store,
    scope: 'offline_access roles',
  });
  await using on = await connectToLoopback(realm([fault('authorization_pending'), { body: TOKENS }]), {
    credentials,
  });
  assert.equal((await on.provena.identity()).username, 'ada');
  assert.deepEqual(prompts, [
    {
      url: 'https://auth.example.org/device',
      completeUrl: 'https://auth.example.org/device?user_code=ABCD-EFGH',
      code: 'ABCD-EFGH',
      expiresIn: 600,
    },
  ]);
  assert.equal(store.kept, 'refresh-1');
  const [begin, ask] = on.server.requests;
  assert.ok(begin && ask);
  assert.deepEqual(form(begin), { client_id: 'client-tools', scope: 'offline_access roles' });
  assert.deepEqual(form(ask), {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: 'client-tools',
    device_code: 'device-secret',
  });
});

for (const [code, message] of [
  ['access_denied', /declined in the browser/],
  ['expired_token', /not confirmed in time/],
  ['invalid_client', /has a client client-tools that allows device logins/],
] as const) {
  test(`device login names the reason when it ends with ${code}`, async () => {
    await using on = await connectToLoopback(realm([fault('authorization_pending'), fault(code)]), {
      credentials: deviceLogin({ prompt: () => {} }),
    });
    assert.match((await catchError(on.provena.identity())).message, message);
  });
}

test('device login names its endpoint when the realm rejects the start of a login', async () => {
  await using on = await connectToLoopback(() => fault('unauthorized_client'), {
    credentials: deviceLogin({ prompt: () => {} }),
  });
  assert.match(
    (await catchError(on.provena.identity())).message,
    /^keycloak\.device: .*\(unauthorized_client\)/,
  );
});

test('device login uses the stored login without a prompt when it is still valid', async () => {
  const store = memory('refresh-0');
  const prompt = () => assert.fail('a person was prompted');
  await using on = await connectToLoopback(realm([{ body: TOKENS }]), {
    credentials: deviceLogin({ prompt, store }),
  });
  await on.provena.identity();
  const [renew] = on.server.requests;
  assert.ok(renew);
  assert.deepEqual(form(renew), {
    grant_type: 'refresh_token',
    client_id: 'client-tools',
    refresh_token: 'refresh-0',
  });
  assert.equal(store.kept, 'refresh-1');
});

test('device login starts again when the realm rejects the stored login', async () => {
  const store = memory('forgotten');
  const credentials = deviceLogin({ prompt: () => {}, store });
  await using on = await connectToLoopback(realm([fault('invalid_grant'), { body: TOKENS }]), {
    credentials,
  });
  await on.provena.identity();
  assert.equal(store.kept, 'refresh-1');
});

test('device login uses the stored login when another program has renewed it', async () => {
  const store = memory('refresh-0');
  const credentials = deviceLogin({ prompt: () => assert.fail('a person was prompted'), store });
  const spent = { body: { ...TOKENS, access_token: 'opaque', expires_in: 0 } };
  const logIn = realm([spent, spent, { body: TOKENS }]);
  const found = { body: { person_id: 'person', success: true } };
  await using on = await connectToLoopback(
    (request, at) => (request.service === 'keycloak' ? logIn(request, at) : found),
    { credentials },
  );
  await on.provena.auth.lookupLink();
  store.kept = 'refresh-of-another-program';
  await on.provena.auth.lookupLink();
  const renewals = on.server.requests.filter(({ service }) => service === 'keycloak').map(form);
  assert.equal(renewals.at(-1)?.['refresh_token'], 'refresh-of-another-program');
});

test('device login uses the latest login when it could not be saved', async () => {
  const store = memory('refresh-0');
  store.save = () => Promise.reject(new Error('the disk is full'));
  const prompt = () => assert.fail('a person was prompted');
  await using on = await connectToLoopback(realm([{ body: TOKENS }, { body: TOKENS }]), {
    credentials: deviceLogin({ prompt, store }),
  });
  await assert.rejects(on.provena.identity(), /the disk is full/);
  await on.provena.identity();
  const used = on.server.requests.map((request) => form(request)['refresh_token']);
  assert.deepEqual(used, ['refresh-0', 'refresh-1']);
});

test('device login keeps the stored login when the realm cannot be reached', async () => {
  const store = memory('refresh-0');
  const prompt = () => assert.fail('a person was prompted');
  await using on = await connectToLoopback(() => 'drop', { credentials: deviceLogin({ prompt, store }) });
  assert.equal((await catchError(on.provena.identity())).family, 'unavailable');
  assert.equal(store.kept, 'refresh-0');
});

for (const [title, response, family = 'auth'] of [
  ['a firewall rejects the request', { status: 403, body: '<html>' }, 'unexpectedResponse'],
  ['there is no such realm', { status: 404, body: { error: 'Realm does not exist' } }],
  ['the realm does not know the client', fault('invalid_client')],
] as const) {
  test(`device login keeps the stored login when ${title}`, async () => {
    const store = memory('refresh-0');
    const prompt = () => assert.fail('a person was prompted');
    await using on = await connectToLoopback(() => response, { credentials: deviceLogin({ prompt, store }) });
    assert.equal((await catchError(on.provena.identity())).family, family);
    assert.equal(store.kept, 'refresh-0');
  });
}

test('device login asks the person once when two clients share it', async () => {
  let prompts = 0;
  const credentials = deviceLogin({ prompt: () => void prompts++ });
  await using on = await connectToLoopback(realm([{ body: TOKENS }, { body: TOKENS }]), { credentials });
  await using other = connect({ endpoints: on.server.endpoints, credentials });
  await Promise.all([on.provena.identity(), other.identity()]);
  assert.equal(prompts, 1);
});

test('device login prompts once when a call has a shorter time limit than the person needs', async () => {
  let prompts = 0;
  const logIn = realm([fault('authorization_pending'), { body: TOKENS }]);
  const slow: Handler = (request, at) =>
    request.path.endsWith('/auth/device')
      ? { body: { ...LOGIN_RESPONSE, interval: 0.2 } }
      : request.service === 'keycloak'
        ? logIn(request, at)
        : { body: { person_id: 'person', success: true } };
  await using on = await connectToLoopback(slow, {
    credentials: deviceLogin({ prompt: () => void prompts++ }),
    attemptTimeoutMs: 150,
  });
  assert.equal((await on.provena.auth.lookupLink({ timeoutMs: 300 })).person_id, 'person');
  assert.equal(prompts, 1);
});

test('device login ends when the client is closed', async () => {
  const slow: Handler = ({ path }) =>
    path.endsWith('/auth/device')
      ? { body: { ...LOGIN_RESPONSE, interval: 600 } }
      : fault('authorization_pending');
  const { promise: prompted, resolve } = Promise.withResolvers<void>();
  await using on = await connectToLoopback(slow, { credentials: deviceLogin({ prompt: () => resolve() }) });
  const error = catchError(on.provena.identity());
  await prompted;
  await on.provena.close();
  assert.match((await error).message, /the client was closed/);
});

test('device login ends when the signal is aborted', async () => {
  const end = new AbortController();
  await using on = await connectToLoopback(realm([]), {
    credentials: deviceLogin({ prompt: () => end.abort() }),
  });
  assert.equal((await catchError(on.provena.identity({ signal: end.signal }))).family, 'aborted');
});

for (const [oauthError, next] of [
  ['authorization_pending', 3],
  ['slow_down', 8],
  ['access_denied', undefined],
] as const) {
  test(`device login polls again ${next ? `after ${next} s` : 'never'} when the realm responds with ${oauthError}`, () => {
    assert.equal(getPollInterval(new AuthError('x', { oauthError }), 3), next);
  });
}
