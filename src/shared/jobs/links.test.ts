import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connectToLoopback } from '../client/testing/loopback-connection.ts';
import { getContinuation, getModelRunId } from './chain.ts';
import { systemClock } from './clock.ts';
import { createJobReader, isTransient } from './reader.ts';
import { createRecordKey, getRecordAnnotations, getRecordIdentities, KEY_FIELD } from './record-identity.ts';
import { addJitter } from './schedule.ts';
import { createRow } from './testing/rows.ts';

suite('getContinuation', () => {
  const records = { records: [{}, {}] };
  const rows: readonly (readonly [what: string, job: Parameters<typeof createRow>[1], next: unknown])[] = [
    ['returns nothing for a job that launched nothing', {}, {}],
    ['returns the session that the job launched', { result: { lodge_session_id: 'x' } }, { session: 'x' }],
    [
      'returns the batch that the job launched',
      { result: { batch_id: 'b' }, payload: records },
      { batch: { id: 'b', size: 2 } },
    ],
    [
      'returns a batch of unknown size when the payload has no records',
      { result: { batch_id: 'b' }, payload: { records: 'x' } },
      { batch: { id: 'b', size: undefined } },
    ],
    ['returns nothing when the job is pending', { status: 'PENDING', result: { lodge_session_id: 'x' } }, {}],
    ['returns nothing when the job failed', { status: 'FAILED', result: { batch_id: 'b' } }, {}],
    ['returns nothing without a result', { result: null, payload: null }, {}],
  ];
  for (const [title, job, next] of rows)
    test(title, () => assert.deepEqual(getContinuation(createRow('a', job)), next));
});

test('getModelRunId returns the handle of the record in the result', () => {
  assert.equal(getModelRunId({ record: { id: '10378.1/1' } }), '10378.1/1');
  for (const result of [undefined, null, {}]) assert.equal(getModelRunId(result), undefined);
});

suite('getRecordIdentities', () => {
  const annotated = (key: unknown) => ({ annotations: { [KEY_FIELD]: key, other: 'x' } });
  const rows: readonly (readonly [
    what: string,
    payload: Record<string, unknown> | null,
    keys: readonly string[],
  ])[] = [
    ['returns one key for a single run', { record: annotated('k') }, ['k']],
    [
      'returns the keys of the records of a batch',
      { records: [annotated('k/record-1'), {}, annotated('k/record-3')] },
      ['k/record-1', 'k/record-3'],
    ],
    ['keeps the number of the key of a single run', { record: annotated('k/2') }, ['k/2']],
    [
      'ignores keys that are not strings',
      { records: [annotated(7), null, 'x', { annotations: 'x' }, { annotations: null }] },
      [],
    ],
    ['returns nothing for a job without a record', {}, []],
    ['returns nothing for a job without a payload', null, []],
  ];
  for (const [title, payload, keys] of rows)
    test(title, () =>
      assert.deepEqual(
        getRecordIdentities({ payload }).map(({ key }) => key),
        keys,
      ),
    );

  test('KEY_FIELD is the field that other programs search for', () => {
    assert.equal(KEY_FIELD, 'idempotency_key');
    assert.equal(createRecordKey('k', 0), 'k/record-1');
    assert.deepEqual(getRecordAnnotations({ payload: { record: annotated('k') } }), [
      { idempotency_key: 'k', other: 'x' },
    ]);
  });
});

/** A job as the job API returns it. */
function createJob(changes: Readonly<Record<string, unknown>>) {
  return { ...createRow('s'), created_timestamp: 1, username: 'u', payload: {}, ...changes };
}

suite('createJobReader', () => {
  const page = { status: { success: true, details: '' }, jobs: [], pagination_key: null };

  test('createJobReader reads rows by session, list and batch', async () => {
    await using on = await connectToLoopback(
      (request) => {
        if (!request.path.startsWith('/jobs/user/fetch')) return { body: page };
        return request.path.includes('none')
          ? { status: 400, body: { detail: 'no such job' } }
          : { status: 500, body: { detail: 'overloaded' } };
      },
      { retry: { attempts: 1 } },
    );
    const reader = createJobReader(on.provena);
    assert.equal(await reader.fetch('none', undefined), undefined);
    const overloaded = await reader.fetch('some', undefined).catch((error: unknown) => error);
    assert.equal(isTransient(overloaded), true);
    assert.deepEqual((await reader.list({ limit: 7 }, undefined)).jobs, []);
    assert.deepEqual((await reader.listBatch({ batch_id: 'b', limit: 8 }, undefined)).jobs, []);
    const bodies = on.server.requests.slice(-2).map(({ path, body }) => [path, JSON.parse(String(body))]);
    assert.deepEqual(bodies, [
      ['/jobs/user/list', { limit: 7 }],
      ['/jobs/user/list_batch', { batch_id: 'b', limit: 8 }],
    ]);
  });

  test('createJobReader keeps what identifies the model runs of a list and the number of those of a batch', async () => {
    const annotations = { [KEY_FIELD]: 'k/1', other: 'x' };
    const run = { display_name: 'Run', annotations, inputs: ['long'], description: 'long' };
    const created = { id: '10378.1/1', record: { display_name: 'Run' } };
    const jobs = [
      createJob({
        payload: { record: run, revalidate: true },
        result: { record: { ...created, prov_json: '{}' } },
      }),
      createJob({ payload: { records: [run, run], user_info: 'u' }, result: { batch_id: 'b' } }),
      createJob({ payload: {}, result: null }),
    ];
    await using on = await connectToLoopback(() => ({ body: { ...page, jobs } }));
    const kept = { display_name: 'Run', annotations };
    const { jobs: read } = await createJobReader(on.provena).list({ limit: 3 }, undefined);
    assert.deepEqual(
      read.map(({ payload, result }) => [payload, result]),
      [
        [{ record: kept, revalidate: true }, { record: created }],
        [{ records: [null, null], user_info: 'u' }, { batch_id: 'b' }],
        [{}, null],
      ],
    );
    assert.deepEqual(read[0]?.created_timestamp, 1);
  });

  test('createJobReader announces the secrets of a list', async () => {
    const secrets: string[] = [];
    const jobs = [createJob({ result: { report_url: 'https://store.example/report?secret' } })];
    await using on = await connectToLoopback(() => ({ body: { ...page, jobs } }), {
      onSecret: (secret) => void secrets.push(secret),
    });
    await createJobReader(on.provena).list({ limit: 1 }, undefined);
    assert.ok(secrets.includes('https://store.example/report?secret'));
  });

  test('createJobReader rejects a list whose jobs are not jobs', async () => {
    for (const jobs of [[1], [{}], 'x', [createJob({ session_id: 1 })]]) {
      await using on = await connectToLoopback(() => ({ body: { ...page, jobs } }), {
        retry: { attempts: 1 },
      });
      const list = createJobReader(on.provena).list({ limit: 1 }, undefined);
      await assert.rejects(list, { name: 'UnexpectedResponseError' });
    }
  });

  test('isTransient returns true without a response and false when the request was rejected', async () => {
    await using on = await connectToLoopback(() => ({ status: 400, body: { detail: 'no' } }), {
      retry: { attempts: 1 },
    });
    const rejected = await createJobReader(on.provena)
      .list({ limit: 1 }, undefined)
      .catch((error: unknown) => error);
    assert.equal(isTransient(rejected), false);
    assert.equal(isTransient(new Error('x')), false);
    await using silent = await connectToLoopback(() => 'hold');
    const late = await silent.provena.jobService.list({}, { timeoutMs: 50 }).catch((error: unknown) => error);
    assert.equal(isTransient(late), true);
  });

  test('createJobReader aborts requests when the signal is aborted', async () => {
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

test('systemClock advances while it sleeps, and ends the sleep when the signal is aborted', async () => {
  const before = systemClock.now();
  await systemClock.sleep(20, undefined);
  assert.ok(systemClock.now() > before);
  await systemClock.sleep(3_600_000, AbortSignal.abort());
  await systemClock.sleep(3_600_000, AbortSignal.timeout(5));
});

test('addJitter changes a delay by at most 20 %', () => {
  const shifted = [0, 0.5, 1].map((random) => Math.round(addJitter(1000, () => random)));
  assert.deepEqual(shifted, [800, 1000, 1200]);
});
