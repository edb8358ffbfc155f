import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';
import { waitUntil } from '../testing/wait-until.ts';
import type { FaultRule } from './rules.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const ORGANISATION = '/registry/agent/organisation';
const HEALTH = `${sandbox.endpoints.prov}/`;

afterEach(() => {
  sandbox.clearFaults();
  sandbox.updateSettings({ gateway_seconds: null, gateway_body_bytes: null });
});

async function count(): Promise<unknown> {
  const list = await modeller.post('registry', `${ORGANISATION}/list`, { page_size: 50 });
  return list.at('total_item_count');
}

function create() {
  const info = { display_name: 'New', name: 'New' };
  return modeller.post('registry', `${ORGANISATION}/create`, info);
}

test('fault refuse responds with status, Retry-After and body of its rule, as often as times', async () => {
  const body = { detail: 'enough' };
  sandbox.injectFault({
    fault: 'refuse',
    service: 'prov',
    status: 429,
    retry_after_seconds: 7,
    times: 2,
    body,
  });
  for (let turn = 0; turn < 2; turn++) {
    const response = await fetch(HEALTH);
    assert.deepEqual(
      [response.status, response.headers.get('retry-after'), await response.json()],
      [429, '7', body],
    );
  }
  assert.equal((await fetch(HEALTH)).status, 200);
});

for (const [status, body] of [
  [504, { message: 'Endpoint request timed out' }],
  [413, { message: 'Request Too Long' }],
  [403, { detail: 'Refused' }],
] as const) {
  test(`fault refuse responds to a rule with status ${status} and no body as the gateway or the service`, async () => {
    sandbox.injectFault({ fault: 'refuse', status, times: 1 });
    assert.deepEqual(await (await fetch(HEALTH)).json(), body);
  });
}

/** Faults that close the connection, and whether the work is done. */
const ERRORS: [FaultRule['fault'], boolean][] = [
  ['reset', false],
  ['lose-answer', true],
  ['truncate', true],
];

for (const [fault, isDone] of ERRORS) {
  test(`fault ${fault} closes the connection and the work is ${isDone ? '' : 'not '}done`, async () => {
    const before = Number(await count());
    await modeller.token();
    sandbox.injectFault({ fault, method: 'post', path: '*/create', times: 1 });
    await assert.rejects(create(), TypeError);
    assert.equal(await count(), before + (isDone ? 1 : 0));
  });
}

test('of two rules with one fault, the second applies after the first has ended', async () => {
  for (const status of [503, 429]) sandbox.injectFault({ fault: 'refuse', status, times: 1 });
  const statuses = [await fetch(HEALTH), await fetch(HEALTH), await fetch(HEALTH)].map(
    ({ status }) => status,
  );
  assert.deepEqual(statuses, [503, 429, 200]);
});

test('fault html responds with a page after the work', async () => {
  const before = Number(await count());
  sandbox.injectFault({ fault: 'html', path: '*/create' });
  const response = await create();
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  assert.equal(await count(), before + 1);
});

test('fault drip delivers the whole response byte by byte', async () => {
  sandbox.injectFault({ fault: 'drip', milliseconds: 1 });
  const response = await fetch(HEALTH);
  assert.ok(response.body);
  const sizes: number[] = [];
  for await (const chunk of response.body) sizes.push(chunk.length);
  assert.ok(sizes.length > 1);
});

test('fault rule is limited by service, method, path and after until it is removed', async () => {
  const undo = sandbox.injectFault({ fault: 'refuse', service: 'prov', method: 'GET', path: '/', after: 1 });
  const statuses = async () => [
    (await fetch(HEALTH)).status,
    (await fetch(`${sandbox.endpoints.jobs}/`)).status,
  ];
  assert.deepEqual(await statuses(), [200, 200]);
  assert.deepEqual(await statuses(), [503, 200]);
  assert.equal((await fetch(HEALTH, { method: 'POST' })).status, 405);
  undo();
  assert.deepEqual(await statuses(), [200, 200]);
});

for (const [pattern, path, isMatch] of [
  ['/*', '/', true],
  ['*', '/a/b', true],
  ['/a*b/*', '/a/b/b/c', true],
  ['/a*a', '/a', false],
  ['/a.b', '/aXb', false],
  ['/a*b*c', '/acb', false],
] as const) {
  test(`fault rule with the path ${pattern} ${isMatch ? 'applies' : 'does not apply'} to ${path}`, async () => {
    sandbox.injectFault({ fault: 'refuse', path: pattern });
    assert.equal((await fetch(`${sandbox.endpoints.prov}${path}`)).status === 503, isMatch);
  });
}

test('sandbox responds when the path of a fault rule has many wildcards', async () => {
  sandbox.injectFault({ fault: 'refuse', path: `${'*a'.repeat(30)}b` });
  assert.equal((await fetch(`${HEALTH}${'a'.repeat(5000)}`)).status, 404);
});

test('fault rule applies never with probability 0 and always with 1', async () => {
  sandbox.injectFault({ fault: 'refuse', probability: 0 });
  assert.equal((await fetch(HEALTH)).status, 200);
  sandbox.injectFault({ fault: 'refuse', probability: 1 });
  assert.equal((await fetch(HEALTH)).status, 503);
});

test('invalid fault rule is rejected with the field', () => {
  const wrong: [unknown, RegExp][] = [
    [{ fault: 'explode' }, /fault/],
    [{ fault: 'refuse', status: 200 }, /status/],
    [{ fault: 'refuse', srvice: 'prov' }, /srvice: extra fields not permitted/],
    [{ fault: 'delay', milliseconds: 2 ** 31 }, /milliseconds/],
    [{ fault: 'refuse', probability: 2 }, /probability/],
    [{ fault: 'fail-job', job_sub_type: 'X' }, /job_sub_type/],
    [{ fault: 'delay' }, /\(delay requires milliseconds\)/],
    [{ fault: 'drip' }, /\(drip requires milliseconds\)/],
    [{ fault: 'refuse', milliseconds: 5 }, /\(milliseconds applies to delay, drip only, not to refuse\)/],
    [{ fault: 'reset', status: 503 }, /status applies to refuse only, not to reset/],
    [{ fault: 'html', retry_after_seconds: 1 }, /retry_after_seconds applies to refuse only, not to html/],
    [{ fault: 'reset', job_sub_type: 'GENERATE_REPORT' }, /job_sub_type applies to .* only, not to reset/],
    [{ fault: 'fail-job', path: '/x' }, /path applies to .* only, not to fail-job/],
    [
      { fault: 'refuse', service: 's3', status: 503 },
      /\(status does not apply to the service s3: set code, /,
    ],
    [{ fault: 'refuse', service: 's3', body: {} }, /\(body does not apply to the service s3\)/],
    [{ fault: 'html', service: 's3' }, /\(html does not apply to the service s3\)/],
    [{ fault: 'refuse', service: 's3', code: 'Slow' }, /code: .*permitted: .*'SlowDown'/],
    [{ fault: 'refuse', service: 's3', operation: 'Get' }, /operation: .*permitted: .*'GetObject'/],
    [{ fault: 'refuse', code: 'SlowDown' }, /\(code requires the service s3\)/],
    [{ fault: 'reset', service: 'prov', operation: 'GetObject' }, /\(operation requires the service s3\)/],
    [{ fault: 'corrupt' }, /\(corrupt requires the service s3\)/],
    [{ fault: 'reset', service: 's3', code: 'SlowDown' }, /code applies to refuse, error-in-200 only/],
    [
      { fault: 'fail-lodge', job_sub_type: 'GENERATE_REPORT' },
      /fail-lodge applies to .*, not to GENERATE_REPORT/,
    ],
  ];
  // The rules are wrong on purpose.
  for (const [rule, message] of wrong) assert.throws(() => sandbox.injectFault(rule as FaultRule), message);
});

test('gateway rejects large bodies and times out while slow work continues', async () => {
  sandbox.updateSettings({ gateway_body_bytes: 200 });
  const large = await modeller.post('prov', '/model_run/register', { description: 'x'.repeat(200) });
  assert.equal(large.status, 413);
  const before = Number(await count());
  sandbox.updateSettings({ gateway_seconds: 0 });
  sandbox.injectFault({ fault: 'delay', milliseconds: 20, path: '*/create', times: 1 });
  assert.equal((await create()).status, 504);
  sandbox.updateSettings({ gateway_seconds: null });
  await waitUntil(async () => (await count()) === before + 1);
});
