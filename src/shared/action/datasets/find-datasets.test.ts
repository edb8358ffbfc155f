import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connectToLoopback } from '../../client/testing/loopback-connection.ts';
import { getRecordedResponse } from '../../client/testing/recorded-responses.ts';
import { METADATA } from '../../client/testing/samples.ts';
import { FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import { EarlierDatasets, findDatasets } from './find-datasets.ts';

const HOUR = 3600;
const NOW = 10_000_000;
const KEY: IdempotencyKey = {
  value: '7/4711/run/action/0',
  fingerprint: 'f',
  ordinal: 1,
  isUserDefined: false,
  searchFirst: true,
  since: NOW - 35 * 24 * HOUR,
};

interface DatasetRow {
  readonly id: string;
  readonly createdAt: number;
  readonly key?: string;
  readonly fingerprint?: string;
  readonly owner?: string;
  readonly previous?: string;
}

/** The recorded list of a server, with other datasets, each on a page of its own. */
function createPage(rows: readonly DatasetRow[], at: number) {
  const page = getRecordedResponse<{
    items: { versioning_info: object }[];
  }>('datastore', 'POST', '/registry/items/list');
  const {
    id,
    createdAt,
    key = KEY.value,
    fingerprint = 'f',
    owner = 'ada',
    previous = null,
  } = rows[at] ?? {};
  const [recorded] = page.items;
  const info = {
    ...METADATA.dataset_info,
    user_metadata: { [KEY_FIELD]: key, [FINGERPRINT_FIELD]: fingerprint },
  };
  const item = {
    ...recorded,
    id,
    created_timestamp: createdAt,
    owner_username: owner,
    versioning_info: { ...recorded?.versioning_info, previous_version: previous },
    collection_format: { ...METADATA, dataset_info: info },
  };
  return {
    ...page,
    items: id === undefined ? [] : [item],
    pagination_key: at + 1 < rows.length ? { at: at + 1 } : null,
  };
}

/** A server that has these datasets; newest first. */
function connect(rows: readonly DatasetRow[]) {
  return connectToLoopback(({ path, body }) => {
    if (path.startsWith('/check-access'))
      return { body: { username: 'ada', email: 'ada@example.org', roles: [] } };
    const { pagination_key } = JSON.parse(body.toString());
    return { body: createPage(rows, pagination_key?.at ?? 0) };
  });
}

function countPages({ server }: Awaited<ReturnType<typeof connect>>): number {
  return server.requests.filter(({ path }) => path === '/registry/items/list').length;
}

async function find(rows: readonly DatasetRow[], key: Partial<IdempotencyKey> = {}) {
  await using on = await connect(rows);
  const found = await findDatasets({ ...KEY, ...key }, on.provena, { signal: AbortSignal.timeout(20_000) });
  return { ids: found.map(({ id }) => id), found, pages: countPages(on) };
}

suite('findDatasets', () => {
  test('findDatasets returns the datasets of this user that have the key', async () => {
    const { ids, found } = await find([
      { id: '1/mine', createdAt: NOW },
      { id: '1/other-key', createdAt: NOW - 1, key: 'other' },
      { id: '1/other-user', createdAt: NOW - 2, owner: 'bob' },
    ]);
    assert.deepEqual(ids, ['1/mine']);
    assert.equal(found[0]?.fingerprint, 'f');
    assert.equal(found[0]?.resource.minted.handle, '1/mine');
  });

  test('findDatasets skips a new version when it inherited the key of its predecessor', async () => {
    const { ids } = await find([
      { id: '1/v2', createdAt: NOW, previous: '1/v1' },
      { id: '1/v1', createdAt: NOW - HOUR },
    ]);
    assert.deepEqual(ids, ['1/v1']);
  });

  test('findDatasets finds all steps of a composite action when hours are between them', async () => {
    const { ids } = await find([
      { id: '1/output', createdAt: NOW, fingerprint: 'g' },
      { id: '1/input', createdAt: NOW - 5 * HOUR },
    ]);
    assert.deepEqual(ids, ['1/output', '1/input']);
  });

  test('findDatasets stops at the oldest time that the key can have', async () => {
    const { ids, pages } = await find([
      { id: '1/new', createdAt: NOW },
      { id: '1/old', createdAt: KEY.since - 1 },
      { id: '1/older', createdAt: KEY.since - 2 },
    ]);
    assert.deepEqual(ids, ['1/new']);
    assert.equal(pages, 2);
  });

  test('findDatasets stops an hour before the dataset when the key is of the user', async () => {
    const { ids, pages } = await find(
      [
        { id: '1/second', createdAt: NOW, key: 'récif' },
        { id: '1/first', createdAt: NOW - HOUR / 2, key: 'récif'.normalize('NFD') },
        { id: '1/x', createdAt: NOW - 2 * HOUR, key: 'x' },
        { id: '1/y', createdAt: NOW - 3 * HOUR, key: 'y' },
      ],
      { value: 'récif', isUserDefined: true },
    );
    assert.deepEqual(ids, ['1/second', '1/first']);
    assert.equal(pages, 3);
  });
});

test('EarlierDatasets finds the datasets of several keys and lists once', async () => {
  await using on = await connect([
    { id: '1/b', createdAt: NOW, key: 'b' },
    { id: '1/a2', createdAt: NOW - 5 * HOUR, key: 'a', fingerprint: 'g' },
    { id: '1/other-user', createdAt: NOW - 5 * HOUR, key: 'a', owner: 'bob' },
    { id: '1/a1', createdAt: NOW - 9 * HOUR, key: 'a' },
    { id: '1/old', createdAt: KEY.since - 1, key: 'a' },
    { id: '1/older', createdAt: KEY.since - 2, key: 'a' },
  ]);
  const earlier = new EarlierDatasets(on.provena, []);
  const listIds = async (value: string) =>
    (await earlier.find({ ...KEY, value }, { signal: AbortSignal.timeout(20_000) })).map(({ id }) => id);
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(listIds)), [['1/a2', '1/a1'], ['1/b'], []]);
  assert.equal(countPages(on), 5);
});
