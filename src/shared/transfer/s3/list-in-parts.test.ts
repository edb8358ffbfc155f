import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { planUpload } from '../index.ts';
import { listDatasetObjects } from '../remote-objects.ts';
import { formatListing, openHostileStore } from '../testing/hostile-store.ts';
import { FOLDER } from '../testing/transfer-support.ts';

interface StoreBehaviour {
  /** Whether a request may start after a key; default true. */
  readonly hasStartAfter?: boolean;
  /** Called before each request with their number so far and the keys, which it may change. */
  readonly onRequest?: (count: number, keys: string[]) => void;
}

const PAGE_LENGTH = 10;
const SPLIT_NAMES = ['b', 'd', 'm00', 'm505', 'zz'];

/** Lists a store with pages of 10 keys in the given order. Returns the names, and for each request the name after which it starts. */
async function listInParts(
  t: TestContext,
  names: readonly string[],
  { hasStartAfter = true, onRequest = () => {} }: StoreBehaviour = {},
) {
  const ordered = [...names];
  const requests: string[] = [];
  const store = await openHostileStore(t, ({ url = '' }, response) => {
    onRequest(requests.length, ordered);
    const query = new URL(url, 'http://store').searchParams;
    const token = query.get('continuation-token');
    const startAfter = query.get('start-after')?.slice(FOLDER.length);
    requests.push(startAfter ?? token ?? '');
    const after = token ?? (hasStartAfter ? startAfter : undefined);
    const start = after === undefined ? 0 : findStart(ordered, after);
    const page = ordered.slice(start, start + PAGE_LENGTH);
    const next = start + PAGE_LENGTH < ordered.length ? page.at(-1) : undefined;
    response.end(
      formatListing(
        page.map((name) => [`${FOLDER}${name}`, 1]),
        next,
      ),
    );
  });
  const splitKeys = SPLIT_NAMES.map((name) => `${FOLDER}${name}`);
  const objects = await listDatasetObjects(store, FOLDER, splitKeys);
  return { names: objects.map(({ key }) => key.slice(FOLDER.length)), length: objects.length, requests };
}

/** The index after a name, which need not exist in a list in the order of code units. */
function findStart(ordered: readonly string[], name: string): number {
  const index = ordered.indexOf(name);
  if (index >= 0) return index + 1;
  const following = ordered.findIndex((other) => other > name);
  return following < 0 ? ordered.length : following;
}

function createNames(): string[] {
  return ['a', 'b', 'c', 'm', 'x'].flatMap((letter) =>
    Array.from({ length: 60 }, (_, i) => `${letter}${String(i).padStart(2, '0')}`),
  );
}

test('a listing in parts has each object once and requests the parts at the same time', async (t) => {
  const names = createNames();
  const listed = await listInParts(t, names);
  assert.deepEqual(listed.names, names);
  assert.equal(listed.length, names.length);
  assert.deepEqual(listed.requests.filter((start) => SPLIT_NAMES.includes(start)).toSorted(), SPLIT_NAMES);
  // 30 pages, the last one of a part twice, and one request for each split.
  assert.ok(listed.requests.length <= 30 + 2 * SPLIT_NAMES.length, `${listed.requests.length} requests`);
});

test('a listing of one page is not requested in parts', async (t) => {
  const listed = await listInParts(t, createNames().slice(0, PAGE_LENGTH));
  assert.deepEqual(listed.requests, ['']);
  assert.equal(listed.length, PAGE_LENGTH);
});

for (const [order, names] of Object.entries({
  'reverse order': createNames().toReversed(),
  'an order of its own': createNames().toSorted((a, b) => a.slice(1).localeCompare(b.slice(1))),
}))
  test(`a listing in parts has each object once when the store has ${order}`, async (t) => {
    const listed = await listInParts(t, names);
    assert.deepEqual(listed.names, names.toSorted());
  });

test('a listing in parts has each object once when the store ignores start-after', async (t) => {
  const names = createNames();
  const listed = await listInParts(t, names, { hasStartAfter: false });
  assert.deepEqual(listed.names, names);
});

test('a listing in parts has each object once when the first object of a part is deleted during the listing', async (t) => {
  const names = createNames();
  const listed = await listInParts(t, names, {
    onRequest(count, keys) {
      // After the first page of each part, and before the page in which the part `m` would end.
      if (count === 1 + SPLIT_NAMES.length) keys.splice(keys.indexOf('m51'), 1);
    },
  });
  assert.deepEqual(
    listed.names,
    names.filter((name) => name !== 'm51'),
  );
});

test('planUpload of 10,000 files lists a folder of several pages in parts', async (t) => {
  const files = Array.from({ length: 10_000 }, (_, i) => {
    const name = `${i + 10_000}.csv`;
    return { path: name, name, size: 1, modified: 0 };
  });
  const starts: string[] = [];
  const store = await openHostileStore(t, ({ url = '' }, response) => {
    const query = new URL(url, 'http://store').searchParams;
    const startAfter = query.get('start-after');
    if (startAfter !== null) starts.push(startAfter);
    const after = (query.get('continuation-token') ?? startAfter ?? '').slice(FOLDER.length);
    const start = files.findIndex(({ name }) => name > after);
    const page = files.slice(start, start + 1_000);
    const next = start + 1_000 < files.length ? `${FOLDER}${page.at(-1)?.name}` : undefined;
    response.end(
      formatListing(
        page.map(({ name }) => [`${FOLDER}${name}`, 2]),
        next,
      ),
    );
  });
  const { uploads } = await planUpload(store, { files, ifExists: 'overwrite' });
  const actual = uploads.map(({ name, decision }) => [name, decision]);
  assert.deepEqual(
    actual,
    files.map(({ name }) => [name, 'replace']),
  );
  assert.equal(starts.length, 7);
});
