import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const anonymous = new ApiClient(sandbox);
const CREATE = '/registry/agent/organisation/create';

test('service rejects invalid JSON before it checks the token', async () => {
  const response = await anonymous.send('POST', 'registry', CREATE, { raw: '{bad' });
  assert.equal(response.status, 422);
  assert.deepEqual(response.at('detail.0.loc'), ['body', 1]);
  assert.equal(response.at('detail.0.type'), 'value_error.jsondecode');
});

test('service checks the token before it validates the body', async () => {
  const response = await anonymous.post('registry', CREATE, {});
  assert.deepEqual([response.status, response.body], [401, { detail: 'Not authenticated' }]);
  assert.equal(response.headers.get('www-authenticate'), 'Bearer');
});

test('service reports problems of query and body together', async () => {
  const response = await modeller.put('registry', '/registry/agent/organisation/update', { name: 'n' });
  assert.deepEqual(response.at('detail.0.loc'), ['query', 'id']);
  assert.deepEqual(response.at('detail.1.loc'), ['body', 'display_name']);
});

test('service reports other content types, null and a missing body differently', async () => {
  const kinds = [
    { raw: '{}', headers: { 'content-type': 'text/plain' } },
    { raw: 'null' },
    {},
    { raw: '{}', headers: { 'content-type': 'application/vnd.api+json' } },
    { raw: '{}', headers: { 'content-type': 'application/+json' } },
  ];
  const responses = await Promise.all(
    kinds.map((options) => modeller.send('POST', 'registry', CREATE, options)),
  );
  assert.deepEqual(
    responses.map((response) => `${response.at('detail.0.type')} at ${response.at('detail.0.loc')}`),
    [
      'type_error.dict at body',
      'value_error.missing at body',
      'value_error.missing at body',
      'value_error.missing at body,display_name',
      'value_error.missing at body,display_name',
    ],
  );
});

const LIST = '{"page_size": 1}';
/** Bodies of a list, with the status of FastAPI. */
const BODIES: [string, Buffer, number][] = [
  ['is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400],
  ['has a byte order mark', Buffer.from(`\ufeff${LIST}`), 200],
  ['is UTF-16', Buffer.from(LIST, 'utf16le'), 200],
  ['is UTF-16 with a byte order mark, as PowerShell writes it', Buffer.from(`\ufeff${LIST}`, 'utf16le'), 200],
  ['is big-endian UTF-16', Buffer.from(LIST, 'utf16le').swap16(), 200],
  ['is UTF-32', encodeUtf32(LIST), 200],
  ['is UTF-32 with a byte order mark', encodeUtf32(`\ufeff${LIST}`), 200],
  ['is big-endian UTF-32 with a byte order mark', encodeUtf32(`\ufeff${LIST}`).swap32(), 200],
  ['is big-endian UTF-32', encodeUtf32(LIST).swap32(), 200],
  ['is UTF-32 and ends within a character', encodeUtf32(LIST).subarray(0, -1), 400],
  ['is UTF-32 with a character above the last', Buffer.from('7b00000000001100', 'hex'), 400],
  ['has 900 levels', Buffer.from(`{"a":${'['.repeat(900)}"]"${']'.repeat(900)}}`), 200],
  ['has 1,000,000 levels', Buffer.from('['.repeat(1_000_000)), 400],
  ['has a comma too many', Buffer.from('{"page_size": 1,}'), 422],
  ['has the page size 0', Buffer.from('{"page_size": 0}'), 500],
  ['has a page size of 30 digits', Buffer.from(`{"page_size": ${'1'.repeat(30)}}`), 500],
];

function encodeUtf32(text: string): Buffer {
  return Buffer.from(Uint32Array.from(text, (character) => character.codePointAt(0) ?? 0).buffer);
}

for (const [description, body, status] of BODIES) {
  test(`service responds with ${status} to a body that ${description}`, async () => {
    const url = `${sandbox.endpoints.registry}/registry/general/list`;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await modeller.token()}` };
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    assert.equal(response.status, status);
    assert.match(response.headers.get('content-type') ?? '', /json/);
  });
}

/** Bodies that are not JSON, with the position of the error in Python. */
const BROKEN: [string, number, number, number][] = [
  ['{"a":1,}', 7, 1, 8],
  ['[1,]', 3, 1, 4],
  ['{"a":', 5, 1, 6],
  ['{"a":1\n"b"', 7, 2, 1],
  ['{"a": "b', 6, 1, 7],
  ['{"a": True}', 6, 1, 7],
  ['{} x', 3, 1, 4],
];
for (const [doc, pos, lineno, colno] of BROKEN) {
  test(`service reports the position of the error in ${JSON.stringify(doc)}`, async () => {
    const response = await modeller.send('POST', 'registry', CREATE, { raw: doc });
    assert.deepEqual(response.at('detail.0.loc'), ['body', pos]);
    const { msg: _, ...context } = Object(response.at('detail.0.ctx'));
    assert.deepEqual(context, { doc, pos, lineno, colno });
  });
}

test('service reads NaN and Infinity as Python does', async () => {
  const URLS = '"documentation_url": "https://example.org", "source_url": "https://example.org"';
  const raw = `{"display_name": "n", "name": NaN, "description": -Infinity, ${URLS}, "user_metadata": {"a": "\\"NaN"}}`;
  const response = await modeller.send('POST', 'registry', '/registry/entity/model/create', { raw });
  assert.equal(response.at('created_item.name'), 'nan');
  assert.equal(response.at('created_item.description'), '-inf');
  assert.equal(response.at('created_item.user_metadata.a'), '"NaN');
});

test('service responds with 404 to an unknown path, and with 405 and the first method of the path to a wrong method', async () => {
  assert.equal((await modeller.get('registry', '/nope')).status, 404);
  const response = await modeller.post('registry', '/registry/agent/organisation/auth/configuration', {});
  assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET']);
  assert.deepEqual(response.body, { detail: 'Method Not Allowed' });
});

for (const [method, path, status] of [
  ['GET', '/check-acces%73/public', 404],
  ['GET', '/registry/general/about/vers%69on', 200],
  ['GET', '/registry/general/about/version//', 307],
  ['GET', '//', 404],
  ['GET', '/docs/', 307],
  ['HEAD', '/docs', 200],
  ['HEAD', '/openapi.json', 200],
  ['POST', '/openapi.json', 405],
  ['HEAD', '/', 405],
] as const) {
  test(`service responds with ${status} to ${method} ${path}`, async () => {
    const url = sandbox.endpoints.registry + path;
    const headers = { authorization: `Bearer ${await modeller.token()}` };
    assert.equal((await fetch(url, { method, headers, redirect: 'manual' })).status, status);
  });
}

test('service redirects a path with a trailing slash and keeps the query', async () => {
  const response = await modeller.get('registry', '/registry/general/fetch/', { id: '1/2' });
  assert.equal(response.status, 307);
  assert.equal(
    response.headers.get('location'),
    `${sandbox.endpoints.registry}/registry/general/fetch?id=1%2F2`,
  );
});

test('service uses the last value of a repeated query parameter', async () => {
  const response = await modeller.get(
    'search',
    '/search/entity-registry?query=nowhere-to-be-found&query=reef',
  );
  assert.equal(typeof response.at('results.0.id'), 'string');
});

test('CORS rejects a preflight request with an unknown method', async () => {
  const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'FETCH' };
  const response = await anonymous.send('OPTIONS', 'registry', CREATE, { headers });
  assert.deepEqual([response.status, response.body], [400, 'Disallowed CORS method']);
});

test('CORS allows localhost, every origin at the prov API, and none at the handle service', async () => {
  const ask = (service: 'registry' | 'prov' | 'handle', origin: string) =>
    anonymous.send('GET', service, '/', { headers: { origin } });
  const allowed = async (service: 'registry' | 'prov' | 'handle', origin: string) =>
    (await ask(service, origin)).headers.get('access-control-allow-origin');
  assert.equal(await allowed('registry', 'http://localhost:3000'), 'http://localhost:3000');
  assert.equal(await allowed('registry', 'https://evil.example'), null);
  assert.equal(await allowed('prov', 'https://evil.example'), 'https://evil.example');
  assert.equal(await allowed('handle', 'http://localhost:3000'), null);
});

test('preflight requests need no token, and get a 405 response from the API without CORS', async () => {
  const headers = {
    origin: 'http://localhost:1',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'x-a',
  };
  const response = await anonymous.send('OPTIONS', 'registry', '/registry/general/list', { headers });
  assert.deepEqual([response.status, response.body], [200, 'OK']);
  assert.equal(response.headers.get('access-control-allow-headers'), 'x-a');
  assert.equal((await anonymous.send('OPTIONS', 'handle', '/handle/get', { headers })).status, 405);
});

test('openapi.json lists public routes with parameters and bodies', async () => {
  const response = await anonymous.get('prov', '/openapi.json');
  const paths = Object.keys(Object(response.at('paths')));
  assert.ok(paths.includes('/model_run/register'));
  assert.ok(!paths.includes('/graph/admin/clear'), 'hidden routes stay hidden');
  const upstream = Object(response.at('paths'))['/explore/upstream'].get;
  assert.deepEqual(
    upstream.parameters.map(({ name, required }: { name: string; required: boolean }) => [name, required]),
    [
      ['starting_id', true],
      ['depth', false],
    ],
  );
});
