import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connectToLoopback } from '../client/testing/connected.ts';
import { getContinuation, getModelRunId } from './chain.ts';
import { systemClock } from './clock.ts';
import { createJobReader, isTransient } from './reader.ts';
import { createRecordKey, getRecordAnnotations, getRecordKeys, KEY_FIELD } from './record-key.ts';
import { addJitter } from './schedule.ts';
import { createRow } from './testing/rows.ts';

suite('what follows a job', () => {
  const records = { records: [{}, {}] };
  const rows: readonly (readonly [what: string, job: Parameters<typeof createRow>[1], next: unknown])[] = [
    ['is nothing by itself', {}, {}],
    ['is the session that it launched', { result: { lodge_session_id: 'x' } }, { session: 'x' }],
    [
      'is the batch that it launched',
      { result: { batch_id: 'b' }, payload: records },
      { batch: { id: 'b', size: 2 } },
    ],
    [
      'is a batch of any size where that is not told',
      { result: { batch_id: 'b' }, payload: { records: 'x' } },
      { batch: { id: 'b', size: undefined } },
    ],
    ['is nothing until it has succeeded', { status: 'PENDING', result: { lodge_session_id: 'x' } }, {}],
    ['is nothing of a job that failed', { status: 'FAILED', result: { batch_id: 'b' } }, {}],
    ['is nothing that is no text', { result: { lodge_session_id: null, batch_id: 7 } }, {}],
    ['is nothing without a result', { result: null, payload: null }, {}],
  ];
  for (const [what, job, next] of rows)
    test(what, () => assert.deepEqual(getContinuation(createRow('a', job)), next));
});

test('the handle of a model run is that of the record in the result', () => {
  assert.equal(getModelRunId({ record: { id: '10378.1/1' } }), '10378.1/1');
  for (const result of [
    undefined,
    null,
    {},
    { record: null },
    { record: 'x' },
    { record: {} },
    { record: { id: 7 } },
  ])
    assert.equal(getModelRunId(result), undefined);
});

suite('the keys of records', () => {
  const annotated = (key: unknown) => ({ annotations: { [KEY_FIELD]: key, other: 'x' } });
  const rows: readonly (readonly [
    what: string,
    payload: Record<string, unknown> | null,
    keys: readonly string[],
  ])[] = [
    ['of one run is one', { record: annotated('k') }, ['k']],
    [
      'of a batch are those of its records',
      { records: [annotated('k/1'), {}, annotated('k/3')] },
      ['k/1', 'k/3'],
    ],
    [
      'that are no text are none',
      { records: [annotated(7), null, 'x', { annotations: 'x' }, { annotations: null }] },
      [],
    ],
    ['of a job about no record are none', {}, []],
    ['of a job without a payload are none', null, []],
  ];
  for (const [what, payload, keys] of rows)
    test(what, () => assert.deepEqual(getRecordKeys({ payload }), keys));

  test('travel in the field that other programs look for', () => {
    assert.equal(KEY_FIELD, 'idempotency_key');
    assert.equal(createRecordKey('k', 0), 'k/1');
    assert.deepEqual(getRecordAnnotations({ payload: { record: annotated('k') } }), [
      { idempotency_key: 'k', other: 'x' },
    ]);
  });
});

suite('the jobs of a user', () => {
  const page = { status: { success: true, details: '' }, jobs: [], pagination_key: null };

  test('are read by session, by list and by batch', async () => {
    await using on = await connectToLoopback(
      (seen) => {
        if (!seen.path.startsWith('/jobs/user/fetch')) return { body: page };
        return seen.path.includes('none')
          ? { status: 400, body: { detail: 'no such job' } }
          : { status: 500, body: { detail: 'unwell' } };
      },
      { retry: { attempts: 1 } },
    );
    const reader = createJobReader(on.provena);
    assert.equal(await reader.fetch('none', undefined), undefined);
    const unwell = await reader.fetch('some', undefined).catch((error: unknown) => error);
    assert.equal(isTransient(unwell), true);
    assert.deepEqual((await reader.list({ limit: 7 }, undefined)).jobs, []);
    assert.deepEqual((await reader.listBatch({ batch_id: 'b', limit: 8 }, undefined)).jobs, []);
    const bodies = on.server.requests.slice(-2).map(({ path, body }) => [path, JSON.parse(String(body))]);
    assert.deepEqual(bodies, [
      ['/jobs/user/list', { limit: 7 }],
      ['/jobs/user/list_batch', { batch_id: 'b', limit: 8 }],
    ]);
  });

  test('may be asked for again after no answer, and not after a refusal', async () => {
    await using on = await connectToLoopback(() => ({ status: 400, body: { detail: 'no' } }), {
      retry: { attempts: 1 },
    });
    const refused = await createJobReader(on.provena)
      .list({ limit: 1 }, undefined)
      .catch((error: unknown) => error);
    assert.equal(isTransient(refused), false);
    assert.equal(isTransient(new Error('x')), false);
    await using silent = await connectToLoopback(() => 'hold');
    const late = await silent.provena.jobService.list({}, { timeoutMs: 50 }).catch((error: unknown) => error);
    assert.equal(isTransient(late), true);
  });

  test('are left when the signal fires', async () => {
    await using on = await connectToLoopback(() => 'hold');
    const signal = AbortSignal.abort();
    for (const asked of [
      createJobReader(on.provena).fetch('x', signal),
      createJobReader(on.provena).list({ limit: 1 }, signal),
      createJobReader(on.provena).listBatch({ batch_id: 'b', limit: 1 }, signal),
    ])
      await assert.rejects(asked, { family: 'aborted' });
  });
});

test('time goes on while one sleeps, and a signal ends the sleep', async () => {
  const before = systemClock.now();
  await systemClock.sleep(20, undefined);
  assert.ok(systemClock.now() > before);
  await systemClock.sleep(3_600_000, AbortSignal.abort());
  await systemClock.sleep(3_600_000, AbortSignal.timeout(5));
});

test('jitter shifts by a fifth either way at most', () => {
  const shifted = [0, 0.5, 1].map((random) => Math.round(addJitter(1000, () => random)));
  assert.deepEqual(shifted, [800, 1000, 1200]);
});
