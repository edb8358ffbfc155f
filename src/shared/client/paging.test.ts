import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EndlessListGuard } from './paging.ts';
import type { Handler } from './testing/loopback.ts';
import { catchError, connectToLoopback } from './testing/loopback-connection.ts';

/** Pages of job sessions, each naming the next by its number. */
function pages(lists: readonly (readonly string[])[]): Handler {
  return ({ body }) => {
    const at = JSON.parse(String(body)).pagination_key?.at ?? 0;
    const key = at + 1 < lists.length ? { at: at + 1 } : null;
    return { body: { jobs: (lists[at] ?? []).map(job), pagination_key: key } };
  };
}

function job(session_id: string) {
  const kind = { job_type: 'BAKE', job_sub_type: 'BREAD', status: 'RISING' };
  return { session_id, created_timestamp: 1, username: 'ada', payload: {}, ...kind };
}

const LISTS = [['a', 'b'], [], ['c'], []];
const cases: readonly (readonly [number | undefined, string, number])[] = [
  [undefined, 'abc', 4],
  [3, 'abc', 3],
  [2, 'ab', 1],
  [1, 'a', 1],
  [0, '', 0],
  [99, 'abc', 4],
];
for (const [limit, expected, requests] of cases) {
  test(`forAll with limit ${limit} returns the entries "${expected}" of ${requests} pages`, async () => {
    await using on = await connectToLoopback(pages(LISTS));
    const jobs = await on.provena.jobService.listAll({}, { limit });
    assert.equal(jobs.map(({ session_id }) => session_id).join(''), expected);
    assert.equal(on.server.requests.length, requests);
  });
}

for (const limit of [Number.NaN, -1]) {
  test(`forAll rejects the limit ${limit} and sends nothing`, async () => {
    await using on = await connectToLoopback(pages(LISTS));
    const error = await catchError(on.provena.jobService.listAll({}, { limit }));
    assert.deepEqual([error.family, error.issues[0]?.path], ['invalid', ['limit']]);
    assert.equal(on.server.requests.length, 0);
  });
}

test('forAll does not change the request of the caller', async () => {
  await using on = await connectToLoopback(pages(LISTS));
  const request = Object.freeze({ limit: 2 });
  assert.equal((await on.provena.jobService.listAll(request)).length, 3);
  assert.equal((await on.provena.jobService.listAll(request)).length, 3);
});

test('forAll starts at the key in the request', async () => {
  await using on = await connectToLoopback(pages(LISTS));
  const jobs = await on.provena.jobService.listAll({ pagination_key: { at: 2 } });
  const sessionIds = jobs.map(({ session_id }) => session_id);
  assert.deepEqual(sessionIds, ['c']);
});

test('forAll fetches a page only when its first entry is needed', async () => {
  await using on = await connectToLoopback(pages([['a'], ['b']]));
  for await (const { session_id } of on.provena.jobService.forAll()) {
    assert.equal(on.server.requests.length, session_id === 'a' ? 1 : 2);
  }
});

test('forAll throws when a key is returned a second time', async () => {
  await using on = await connectToLoopback(() => ({ body: { jobs: [job('a')], pagination_key: { at: 1 } } }));
  const error = await catchError(on.provena.jobService.listAll());
  assert.equal(error.family, 'unexpectedResponse');
  assert.match(error.message, /same pagination key twice/);
  assert.equal(on.server.requests.length, 2);
});

test('forAll throws when pages are returned a second time, each with a new key', async () => {
  let at = 0;
  await using on = await connectToLoopback(() => {
    at += 1;
    return { body: { jobs: [job(at % 2 ? 'a' : 'b'), job('c')], pagination_key: { at } } };
  });
  const error = await catchError(on.provena.jobService.listAll());
  assert.equal(error.family, 'unexpectedResponse');
  assert.match(error.message, /same page with two pagination keys/);
  assert.equal(on.server.requests.length, 3);
});

test('EndlessListGuard ends a list whose pages all differ, and names the remedy', () => {
  const guard = new EndlessListGuard();
  let pages = 0;
  assert.throws(
    () => {
      for (; pages < 1_000_000; pages++) guard.checkPage([{ id: pages }], { at: pages });
    },
    {
      name: 'UnexpectedResponseError',
      message:
        /more than 100000 pages were read\. If it is really this long, set a limit or a filter, or request larger pages/,
    },
  );
  assert.equal(pages, 100_000);
});

test('forAll returns unknown members of enumerations unchanged', async () => {
  await using on = await connectToLoopback(pages([['a']]));
  const [first] = await on.provena.jobService.listAll();
  assert.equal(first?.job_type, 'BAKE');
  assert.equal(first?.status, 'RISING');
});

for (const [description, lists] of [
  ['null', { items: null, seed_items: null, unparsable_items: null, dataset_items: null, results: null }],
  ['missing', {}],
] as const) {
  test(`lists of pages and searches are empty when they are ${description} in the response`, async () => {
    await using on = await connectToLoopback(() => ({
      body: { status: { success: true, details: '' }, ...lists },
    }));
    const { registry, datastore, search } = on.provena;
    const kind = await registry.person.list();
    assert.deepEqual([kind.items, kind.seed_items, kind.unparsable_items], [[], [], []]);
    assert.deepEqual((await registry.general.list()).items, []);
    assert.deepEqual((await datastore.listDatasets()).items, []);
    const filter_by = { release_reviewer: '10378.1/1' };
    assert.deepEqual((await datastore.review.listReleases({ filter_by })).dataset_items, []);
    const { results, warnings } = await search.searchRegistry('tide');
    assert.deepEqual([results, warnings], [[], []]);
  });
}
