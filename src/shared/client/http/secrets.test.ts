import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { connect } from '../connect.ts';
import { accessToken, clientCredentials, githubOidc, offlineToken } from '../credentials/grants.ts';
import { mapServices } from '../services.ts';
import type { LoopbackResponse } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { getRecordedResponse } from '../testing/recorded-responses.ts';
import { ID, METADATA } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import type { ResponseLogEntry } from './call.ts';
import { createSecretRegistry } from './secrets.ts';

const TOKEN = createJwt({ id: 'secret' });

/** Everything that printing the error can show. */
const shown = (error: unknown) => inspect(error, { depth: Infinity, showHidden: true });

const responses: readonly (readonly [string, LoopbackResponse | 'drop'])[] = [
  ['rejects', { status: 400, body: { detail: `bad ${TOKEN}` } }],
  ['breaks', { status: 500, body: `Traceback: ${TOKEN}` }],
  ['sends the token back in another form', { body: { username: 3, access_token: TOKEN } }],
  ['sends the token as a key', { body: { username: { [TOKEN]: 1 }, [TOKEN]: 2 } }],
  ['rejects with the token as a key', { status: 400, body: { detail: 'bad', [TOKEN]: 1 } }],
  ['redirects to a path with the token', { status: 300, headers: { location: `/${TOKEN}` } }],
  ['redirects to another host', { status: 302, headers: { location: `http://${TOKEN}.example.org/` } }],
  ['sends the token in the content type', { headers: { 'content-type': `text/${TOKEN}` }, body: 'x' }],
  ['sends the token as the content encoding', { headers: { 'content-encoding': TOKEN }, body: 'x' }],
  ['drops the connection', 'drop'],
];
for (const [title, response] of responses) {
  test(`error contains no token when the server ${title}`, async () => {
    await using on = await connectToLoopback(() => response, { credentials: accessToken(TOKEN) });
    const error = await catchError(on.provena.auth.checkAccess());
    assert.ok(!shown(error).includes(TOKEN));
  });
}

test('error contains no token when the response is not valid HTTP', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\nx: ${TOKEN}\0\r\n\r\n`));
  });
  const url = await listenOnLoopback(server);
  const endpoints = mapServices(() => url);
  await using provena = connect({ endpoints, credentials: accessToken(TOKEN), retry: { attempts: 1 } });
  const text = shown(await catchError(provena.auth.checkAccess()));
  server.close();
  assert.match(text, /the response is not valid HTTP \(HPE_/);
  assert.ok(!text.includes(TOKEN) && !text.includes('rawPacket'), text);
});

test('request log contains no token when the header `Server` contains it', async () => {
  const log: ResponseLogEntry[] = [];
  await using on = await connectToLoopback(() => ({ headers: { server: TOKEN }, body: {} }), {
    credentials: accessToken(TOKEN),
    onResponse: (entry) => log.push(entry),
  });
  await catchError(on.provena.auth.checkAccess());
  assert.equal(log[0]?.server, '<secret>');
});

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

for (const secret of ['gran', 'erro', 'tail']) {
  test(`error keeps its reason when the client secret is ${secret}`, async () => {
    const credentials = clientCredentials('robot', secret);
    const rejection = { error: 'invalid_grant', error_description: `wrong ${secret}` };
    await using realm = await connectToLoopback(() => ({ status: 400, body: rejection }), { credentials });
    assert.match(
      (await catchError(realm.provena.auth.lookupLink())).message,
      /\(invalid_grant: wrong <secret>\)/,
    );
    const token = { body: { access_token: TOKEN } };
    const taken = { status: 400, body: { detail: 'taken' } };
    await using on = await connectToLoopback(({ service }) => (service === 'keycloak' ? token : taken), {
      credentials,
    });
    assert.equal((await catchError(on.provena.datastore.mintDataset(METADATA))).family, 'rejected');
  });
}

test('client reports a client secret, and the form in which it is sent', async () => {
  const reported: string[] = [];
  await using on = await connectToLoopback(() => 'drop', {
    credentials: clientCredentials('robot', 'client+secret'),
    onSecret: (value) => reported.push(value),
  });
  await catchError(on.provena.auth.lookupLink());
  const sent = String(on.server.requests[0]?.headers['authorization']);
  assert.deepEqual(reported, ['client+secret', sent.slice('Basic '.length)]);
});

test('client reports the secrets in JSON whatever the content type is', async () => {
  const reported: string[] = [];
  const body = JSON.stringify({ dataset_id: ID, file_path: 'x', presigned_url: 'https://store/x' });
  const headers = { 'content-type': 'text/plain' };
  await using on = await connectToLoopback(() => ({ body, headers }), {
    onSecret: (value) => reported.push(value),
  });
  await on.provena.datastore.generateDatasetPresignedUrl({ dataset_id: ID, file_path: 'x' });
  assert.deepEqual(reported.slice(1), ['https://store/x']);
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
