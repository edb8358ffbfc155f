import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Provena } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { type ErrorFamily, RequestRejectedError } from '../errors.ts';
import type { LoopbackResponse } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID, METADATA } from '../testing/samples.ts';

const fetchDataset = (p: Provena) => p.datastore.fetchDataset(ID);
const fetchPerson = (p: Provena) => p.registry.person.fetch(ID);
const mint = (p: Provena) => p.datastore.mintDataset(METADATA);
const reject = (status: number, detail: unknown): LoopbackResponse => ({ status, body: { detail } });
const no = (details: string, more: object = {}) => ({
  body: { status: { success: false, details }, ...more },
});

const cases: readonly (readonly [
  string,
  (p: Provena) => Promise<unknown>,
  LoopbackResponse,
  ErrorFamily,
  RegExp,
])[] = [
  ['a 400 that can only mean absence', fetchDataset, reject(400, 'gone'), 'notFound', /gone/],
  ['another 400', mint, reject(400, 'taken'), 'rejected', /rejected \(400\): taken/],
  ['success false of a fetch', fetchPerson, no('unknown', { item: null }), 'notFound', /unknown/],
  ['success false elsewhere', mint, no('bad metadata'), 'rejected', /rejected: bad metadata/],
  [
    'a bare status with success false',
    (p) => p.datastore.validateDatasetMetadata(METADATA),
    { body: { success: false, details: 'bad' } },
    'rejected',
    /bad/,
  ],
  [
    'a status that is no flag',
    (p) => p.auth.checkMembership('reef'),
    { body: { status: { success: 'no', details: '' }, is_member: true } },
    'unexpectedResponse',
    /status\.success: expected true or false, found a string/,
  ],
  [
    'an object in place of null',
    (p) => p.datastore.review.addReviewer(ID),
    { body: { error: 'log in' } },
    'unexpectedResponse',
    /expected null, found a mapping/,
  ],
  [
    'null in place of an object',
    (p) => p.auth.assignLink(ID),
    { body: null },
    'unexpectedResponse',
    /expected a mapping, found null/,
  ],
  [
    '403',
    (p) => p.datastore.generateWriteAccessCredentials({ dataset_id: ID, console_session_required: false }),
    reject(403, 'released'),
    'forbidden',
    /ada is not permitted to do this: released/,
  ],
  ['404', mint, reject(404, 'Not Found'), 'notFound', /does not exist\. Check the endpoint of datastore/],
  ['405', mint, reject(405, 'Method Not Allowed'), 'rejected', /rejected \(405\)/],
  [
    '500 in text',
    mint,
    { status: 500, body: 'Internal Server Error' },
    'unavailable',
    /server error \(500\) from http:\S+mint-dataset: Internal Server Error$/,
  ],
  [
    '500 of a gateway',
    mint,
    { status: 500, body: { message: 'Internal server error' } },
    'unavailable',
    /server error \(500\) from http:\S+mint-dataset: Internal server error$/,
  ],
  [
    '500 in JSON',
    mint,
    reject(500, 'no person'),
    'unavailable',
    /server error \(500\): no person\. If other requests succeed, check that the user is linked to a person$/,
  ],
  [
    '500 with a sentence',
    (p) => p.prov.exploreUpstream(ID),
    reject(500, 'No such item.'),
    'unavailable',
    /server error \(500\): No such item\. If other requests succeed, check the id and the depth$/,
  ],
  [
    '422 with a text',
    mint,
    reject(422, 'bad metadata'),
    'invalid',
    /request validation failed \(422\): bad metadata$/,
  ],
  [
    '422 with a mapping',
    mint,
    reject(422, { reason: 'bad metadata' }),
    'invalid',
    /request validation failed \(422\): \{"reason":"bad metadata"\}$/,
  ],
  [
    'an item without a field of its kind',
    (p) => p.registry.person.fetchOrSeed(ID),
    { body: { status: { success: true, details: '' }, item: { record_type: 'COMPLETE_ITEM' } } },
    'unexpectedResponse',
    /item\.first_name: expected a string, found nothing/,
  ],
  [
    '502 with an HTML page',
    mint,
    { status: 502, body: '<html>' },
    'unavailable',
    /server error \(502\) from http:\S+\/register\/mint-dataset$/,
  ],
  [
    '500 with an HTML page',
    mint,
    { status: 500, body: '<html>' },
    'unavailable',
    /server error \(500\) from http:\S+\/register\/mint-dataset$/,
  ],
  [
    'HTML where JSON was expected',
    fetchDataset,
    { body: '<html>', headers: { 'content-type': 'text/html' } },
    'unexpectedResponse',
    /expected JSON, received text\/html from http:\S+\/registry\/items\/fetch-dataset\. Check the endpoint of datastore$/,
  ],
  [
    'JSON of another form',
    fetchDataset,
    { body: { item: 3 } },
    'unexpectedResponse',
    /status: expected a mapping, found nothing\n.*item/s,
  ],
  [
    'an empty object where a field was expected',
    (p) => p.registry.study.schema(),
    { body: {} },
    'unexpectedResponse',
    /json_schema: expected a mapping, found nothing$/,
  ],
  ['an unexpected 304', fetchDataset, { status: 304 }, 'unexpectedResponse', /unexpected status HTTP 304/],
];

for (const [title, run, response, family, message] of cases) {
  test(`response is classified as ${family} when it is ${title}`, async () => {
    await using on = await connectToLoopback(() => response, { retry: { attempts: 1 } });
    const error = await catchError(run(on.provena));
    assert.equal(error.family, family);
    assert.match(error.message, message);
    assert.equal(error.status, response.status ?? 200);
  });
}

test('error names the operation, method and URL of its request', async () => {
  await using on = await connectToLoopback(() => reject(400, 'taken'));
  const { request, body, detail } = await catchError(mint(on.provena));
  assert.deepEqual(request, {
    operation: 'datastore.mintDataset',
    service: 'datastore',
    method: 'POST',
    route: '/register/mint-dataset',
    url: `${on.server.endpoints.datastore}/register/mint-dataset`,
  });
  assert.equal(detail, 'taken');
  assert.deepEqual(body, { detail: 'taken' });
});

test('error has one issue with its path for each entry of a 422 response', async () => {
  const detail = [
    { loc: ['body', 'dataset_info', 'name'], msg: 'field required', type: 'value_error.missing' },
    { loc: ['body', 'inputs', 0, '__root__'], msg: 'no', type: 'value_error' },
    {
      loc: ['query', 'kind'],
      msg: "not a member; permitted: 'A', 'B'",
      type: 'type_error.enum',
      ctx: { enum_values: ['A', 'B'] },
    },
    { loc: ['body', 'a'], msg: { en: 'too long' }, type: 'value_error' },
    { loc: ['body', 'b'], error: 'too short' },
  ];
  await using on = await connectToLoopback(() => ({ status: 422, body: { detail } }));
  const { family, issues, message } = await catchError(mint(on.provena));
  assert.equal(family, 'invalid');
  assert.deepEqual(issues, [
    { path: ['dataset_info', 'name'], message: 'field required', code: 'value_error.missing' },
    { path: ['inputs', 0], message: 'no', code: 'value_error' },
    { path: ['kind'], message: "not a member; permitted: 'A', 'B'", code: 'type_error.enum' },
    { path: ['a'], message: '{"en":"too long"}', code: 'value_error' },
    { path: ['b'], message: '{"loc":["body","b"],"error":"too short"}', code: '' },
  ]);
  assert.match(message, /dataset_info\.name: field required\n {2}inputs\[0\]: no/);
});

test('error has the fields of a rejection in addition to its status', async () => {
  const rest = { handle: ID, s3_location: null };
  await using on = await connectToLoopback(() => no('no job was started', rest));
  const error = await catchError(mint(on.provena));
  assert.ok(error instanceof RequestRejectedError);
  assert.deepEqual(error.partial, { handle: ID });
});

test('client ignores the reported status when the route does not use it', async () => {
  await using on = await connectToLoopback(() => ({ body: { person_id: null, success: false } }));
  assert.deepEqual(await on.provena.auth.lookupLink(), { person_id: null, success: false });
});

test('client reports no error when only the email about a change could not be sent', async () => {
  const body = {
    state_change: { success: true, details: '' },
    email_alert: { success: false, details: 'no address' },
  };
  await using on = await connectToLoopback(() => ({ body }));
  const change = { username: 'ada', request_id: 1, desired_state: 'DENIED_PENDING_DELETION' } as const;
  assert.deepEqual(await on.provena.auth.admin.changeRequestState(change), body);
});

const inAMinute = new Date(Date.now() + 60_000);
const waits: readonly (readonly [header: string | undefined, least: number | undefined])[] = [
  ['2', 2000],
  ['0', 0],
  [inAMinute.toUTCString(), 50_000],
  // The other date formats of HTTP: one ends with digits, one begins with them.
  ['Sun Nov  6 08:49:37 2094', 1e12],
  ['06 Nov 2094 08:49:37 GMT', 1e12],
  ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['99999999999999999999', undefined],
  [undefined, undefined],
];
for (const [header, least] of waits) {
  test(`Retry-After ${header} is read as ${least ?? 'unknown'} ms`, async () => {
    const headers = header === undefined ? {} : { 'retry-after': header };
    await using on = await connectToLoopback(() => ({ status: 503, headers }), { retry: { attempts: 1 } });
    const { retryAfterMs } = await catchError(fetchPerson(on.provena));
    if (least === undefined) assert.equal(retryAfterMs, undefined);
    else assert.ok(retryAfterMs !== undefined && retryAfterMs >= least && retryAfterMs <= least * 10 + 2e3);
  });
}

test('Retry-After with a date is relative to the clock of the server', async () => {
  const at = (seconds: number) => new Date(Date.UTC(2094, 0, 1) + seconds * 1000).toUTCString();
  const headers = { date: at(0), 'retry-after': at(7) };
  await using on = await connectToLoopback(() => ({ status: 503, headers }), { retry: { attempts: 1 } });
  assert.equal((await catchError(fetchPerson(on.provena))).retryAfterMs, 7000);
});

for (const [status, body] of [
  ...[400, 401, 403, 405, 407, 413].map((status) => [status, '<html>'] as const),
  // Amazon API Gateway, about a path that it does not have, and a firewall in front of it.
  [403, { message: 'Missing Authentication Token' }],
  [403, { message: 'Forbidden' }],
  [401, { message: 'Unauthorized' }],
  [400, { message: 'Bad Request' }],
] as const) {
  test(`error names a proxy or firewall and the address, not the item, the user or the token, when a ${status} response is ${JSON.stringify(body)}`, async () => {
    await using on = await connectToLoopback(() => ({ status, body }));
    const error = await catchError(mint(on.provena));
    assert.equal(error.family, 'unexpectedResponse');
    assert.equal(error.outcomeUnknown, false);
    const { url } = on.server;
    assert.ok(
      error.message.includes(`a proxy or firewall rejected the request to ${url}/datastore/register/`),
    );
  });
}

test('error contains the first 10,000 characters when the text of the server is longer', async () => {
  const text = 'x'.repeat(1_000_000);
  for (const [status, body] of [
    [400, { detail: text }],
    [422, { detail: [{ loc: ['body', 'name'], msg: text, type: 't' }] }],
    [422, { detail: [{ loc: ['body', text], msg: 'wrong', type: 't' }] }],
  ] as const) {
    await using on = await connectToLoopback(() => ({ status, body }));
    const { message } = await catchError(mint(on.provena));
    assert.ok(
      message.includes(`${text.slice(0, 10_000)}…`) && message.length < 11_000,
      message.slice(0, 200),
    );
  }
});

test('error has the message of the gateway when the request is too large for it', async () => {
  const tooLarge = { status: 413, body: { message: 'Request Too Long' } };
  await using on = await connectToLoopback(() => tooLarge);
  assert.match((await catchError(mint(on.provena))).message, /rejected \(413\): Request Too Long$/);
});

for (const [header, message] of [
  ['100', /: too many requests \(429\) from http:\S+; retry after 100 s: slow down$/],
  ['0', /: too many requests \(429\) from http:\S+: slow down$/],
] as const) {
  test(`error of a busy server is clear when it requests to wait ${header} s`, async () => {
    const busy = { status: 429, headers: { 'retry-after': header }, body: { detail: 'slow down' } };
    await using on = await connectToLoopback(() => busy);
    assert.match((await catchError(fetchPerson(on.provena))).message, message);
  });
}

const broken: readonly (readonly [status: number, transient: boolean, created: boolean])[] = [
  [408, true, true],
  [425, true, true],
  [429, true, false],
  [500, false, true],
  [501, false, true],
  [502, true, true],
  [503, true, true],
  [504, true, true],
];
for (const [status, transient, created] of broken) {
  test(`status ${status} is ${transient ? 'transient' : 'permanent'}, and a creation ${created ? 'may' : 'cannot'} have happened`, async () => {
    await using on = await connectToLoopback(() => ({ status }), { retry: { attempts: 1 } });
    const error = await catchError(mint(on.provena));
    assert.deepEqual(
      [error.family, error.transient, error.outcomeUnknown],
      ['unavailable', transient, created],
    );
    assert.equal((await catchError(fetchPerson(on.provena))).outcomeUnknown, false);
  });
}

test('error names "the user" when the token cannot be read', async () => {
  const forbidden = reject(403, 'released');
  await using on = await connectToLoopback(() => forbidden, { credentials: accessToken('opaque') });
  assert.match(
    (await catchError(mint(on.provena))).message,
    /the user is not permitted to do this: released/,
  );
});

test('status 201 is a success, and status 300 is not', async () => {
  await using on = await connectToLoopback(({ path }) => ({
    status: path === '/' ? 201 : 300,
    body: { message: 'x' },
  }));
  assert.deepEqual(await on.provena.registry.health(), { message: 'x' });
  assert.match((await catchError(fetchPerson(on.provena))).message, /unexpected status HTTP 300/);
});
