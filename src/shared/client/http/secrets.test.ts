import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { accessToken, clientCredentials, githubOidc, offlineToken } from '../credentials/grants.ts';
import type { Reply } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { getRecordedResponse } from '../testing/recorded-responses.ts';
import { ID, METADATA } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import { createSecretRegistry } from './secrets.ts';

const TOKEN = createJwt({ id: 'secret' });

/** Everything that printing the error can show. */
const shown = (error: unknown) => inspect(error, { depth: Infinity, showHidden: true });

const responses: readonly (readonly [string, Reply | 'drop'])[] = [
  ['rejects', { status: 400, body: { detail: `bad ${TOKEN}` } }],
  ['breaks', { status: 500, body: `Traceback: ${TOKEN}` }],
  ['sends the token back in another form', { body: { username: 3, access_token: TOKEN } }],
  ['drops the connection', 'drop'],
];
for (const [title, reply] of responses) {
  test(`error contains no token when the server ${title}`, async () => {
    await using on = await connectToLoopback(() => reply, { credentials: accessToken(TOKEN) });
    const error = await catchError(on.provena.auth.checkAccess());
    assert.ok(!shown(error).includes(TOKEN));
  });
}

test('error of the realm contains no credentials', async () => {
  const idToken = createJwt({ id: 'github' });
  const credentials = [
    offlineToken('offline-secret'),
    clientCredentials('robot', 'client-secret'),
    githubOidc({ clientId: 'robot', clientSecret: 'client-secret', idToken: async () => idToken }),
  ];
  const echo = { error: 'invalid_grant', error_description: `offline-secret client-secret ${idToken}` };
  for (const one of credentials) {
    await using on = await connectToLoopback(() => ({ status: 400, body: echo }), { credentials: one });
    const text = shown(await catchError(on.provena.auth.lookupLink()));
    const secret = one === credentials[0] ? 'offline-secret' : 'client-secret';
    assert.ok(!text.includes(secret), text);
    if (one === credentials[2]) assert.ok(!text.includes(idToken));
  }
});

test('client reports every secret before the call that received it resolves', async () => {
  const reported: string[] = [];
  const keys = {
    aws_access_key_id: 'AKIA1',
    aws_secret_access_key: 'k3y',
    aws_session_token: 's3ssion',
    expiry: '2030-01-01T00:00:00+00:00',
  };
  const body = {
    status: { success: true, details: '' },
    credentials: keys,
    console_session_url: 'https://x/?SigninToken=t0k',
  };
  await using on = await connectToLoopback(() => ({ body }), {
    credentials: accessToken(TOKEN),
    onSecret: (value) => reported.push(value),
  });
  assert.deepEqual(reported, [TOKEN]);
  await on.provena.datastore.generateReadAccessCredentials({
    dataset_id: ID,
    console_session_required: true,
  });
  assert.deepEqual(reported.slice(1), ['AKIA1', 'k3y', 's3ssion', 'https://x/?SigninToken=t0k', 't0k']);
});

test('client reports a signed link and its signature as secrets', async () => {
  const reported: string[] = [];
  const url = 'https://store/x?X-Amz-Signature=abc&X-Amz-Security-Token=d%2Fe';
  const body = { dataset_id: ID, file_path: 'x', presigned_url: url };
  await using on = await connectToLoopback(() => ({ body }), { onSecret: (value) => reported.push(value) });
  await on.provena.datastore.generateDatasetPresignedUrl({ dataset_id: ID, file_path: 'x' });
  assert.deepEqual(reported.slice(1), [url, 'abc', 'd/e']);
});

test('identity contains no token, although the server returns one', async () => {
  const user = getRecordedResponse('auth', 'GET', '/check-access/general');
  await using on = await connectToLoopback(() => ({ body: user }));
  assert.deepEqual(Object.keys(await on.provena.auth.checkAccess()), ['username', 'email', 'roles']);
});

test('error about a token with a line break does not contain the token', async () => {
  const error = await connectToLoopback(() => ({}), { credentials: accessToken('abc\nzyxw') }).catch(
    (reason: unknown) => reason,
  );
  assert.match(shown(error), /Check the secret for line breaks/);
  assert.ok(!shown(error).includes('zyxw'));
});

test('secrets are removed from the causes of an error', () => {
  const secrets = createSecretRegistry();
  secrets.add('hush');
  const clean = secrets.redactError(new Error('outer', { cause: new Error('saw hush') }));
  assert.ok(!shown(clean).includes('hush'));
  assert.match(shown(clean), /outer.*saw <secret>/s);
});

test('error contains no headers of the failed request', async () => {
  await using on = await connectToLoopback(() => ({ status: 400, body: { detail: 'no' } }));
  const error = await catchError(on.provena.datastore.mintDataset(METADATA));
  assert.ok(!shown(error).includes('Sea surface temperature'));
});
