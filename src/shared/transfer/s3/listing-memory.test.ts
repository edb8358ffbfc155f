import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { formatListing, openHostileStore } from '../testing/hostile-store.ts';
import { FOLDER } from '../testing/transfer-support.ts';
import { listPages } from './listing.ts';

const PAGES = 100;
const PAGE_BYTES = 512 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

test('a listing keeps no page in memory after its objects were read', async (t) => {
  let pages = 0;
  const store = await openHostileStore(t, (_, response) => {
    pages += 1;
    // V8 copies shorter texts.
    const id = String(pages).padStart(40, '0');
    const page = formatListing([[`${FOLDER}${id}`, 1]], pages < PAGES ? id : undefined, '');
    response.end(page.replace('</Contents>', `<Owner>${'x'.repeat(PAGE_BYTES)}</Owner></Contents>`));
  });
  const before = countBytesInUse();
  let growth = 0;
  for await (const { isLast } of listPages(store.requester, FOLDER))
    if (isLast) growth = countBytesInUse() - before;
  assert.equal(pages, PAGES);
  assert.ok(growth < 40 * PAGE_BYTES, `${growth} bytes more in use after ${PAGES} pages`);
});

function countBytesInUse(): number {
  collectGarbage();
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
