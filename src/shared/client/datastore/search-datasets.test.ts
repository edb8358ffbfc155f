import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Handler, LoopbackResponse } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { getRecordedResponse } from '../testing/recorded-responses.ts';

const DATASET = { body: getRecordedResponse('datastore', 'GET', '/registry/items/fetch-dataset') };
/** Response of the data store for a hit, by the id of the hit. */
const FETCHED: Readonly<Record<string, LoopbackResponse>> = {
  closed: { status: 401, body: { detail: 'not yours' } },
  seed: { status: 400, body: { detail: 'a seed' } },
  broken: { status: 500, body: 'Internal Server Error' },
};

const found =
  (...ids: string[]): Handler =>
  ({ service, path }) => {
    if (service !== 'search')
      return FETCHED[new URLSearchParams(path.split('?')[1]).get('handle_id') ?? ''] ?? DATASET;
    const results = ids.map((id, at) => ({ id, score: ids.length - at }));
    return { body: { status: { success: true, details: '' }, results, warnings: ['slow'] } };
  };

test('searchDatasets returns datasets in the order of the search, and lists those that cannot be read separately', async () => {
  await using on = await connectToLoopback(found('a', 'closed', 'b', 'seed', 'broken', 'c'));
  const { items, authErrors, miscErrors, warnings } = await on.provena.datastore.searchDatasets('reef');
  assert.deepEqual(
    items.map(({ id, score }) => [id, score]),
    [
      ['a', 6],
      ['b', 4],
      ['c', 1],
    ],
  );
  assert.equal(items[0]?.item.item_subtype, 'DATASET');
  const actual = authErrors.map(({ id, error }) => [id, error.family]);
  assert.deepEqual(actual, [['closed', 'forbidden']]);
  assert.deepEqual(
    miscErrors.map(({ id, error }) => [id, error.family]),
    [
      ['seed', 'notFound'],
      ['broken', 'unavailable'],
    ],
  );
  assert.deepEqual(warnings, ['slow']);
});

test('searchDatasets loads all datasets when there are more than are loaded at a time', async () => {
  const ids = Array.from({ length: 25 }, (_, at) => `d${at}`);
  await using on = await connectToLoopback(found(...ids));
  const { items } = await on.provena.datastore.searchDatasets('reef');
  const foundIds = items.map(({ id }) => id);
  assert.deepEqual(foundIds, ids);
});

test('searchDatasets throws when the search fails', async () => {
  await using on = await connectToLoopback(() => ({ status: 500, body: { detail: 'down' } }));
  assert.equal((await catchError(on.provena.datastore.searchDatasets('reef'))).family, 'unavailable');
});

test('searchDatasets ends when the signal is aborted', async () => {
  const end = new AbortController();
  const all = found('a', 'b');
  await using on = await connectToLoopback((request, at) => {
    if (request.service !== 'search') end.abort();
    return all(request, at);
  });
  const search = on.provena.datastore.searchDatasets('reef', { signal: end.signal });
  assert.equal((await catchError(search)).family, 'aborted');
});
