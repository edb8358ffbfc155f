import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox({ empty: true });
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const ORGANISATION = '/registry/agent/organisation';
const ids: Record<string, string> = {};

before(async () => {
  for (const name of ['Hydrology', 'Hydrogen works', 'Marine Hydrology Institute', 'Ornithology']) {
    const made = await modeller.post('registry', `${ORGANISATION}/create`, { display_name: name, name });
    ids[name] = made.text('created_item.id');
  }
});

async function search(query: string, more: Record<string, string | number> = {}): Promise<string[]> {
  const answer = await colleague.get('search', '/search/entity-registry', { query, ...more });
  const hits = answer.at('results') as { id: string; score: number }[];
  const scores = hits.map(({ score }) => score);
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  );
  return hits.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
}

test('items are found by words, best first', async () => {
  assert.equal((await search('hydrology'))[0], 'Hydrology');
  assert.equal((await search('marine hydrology'))[0], 'Marine Hydrology Institute');
});

test('the beginning of a word is enough', async () => {
  assert.deepEqual((await search('hydro')).toSorted(), [
    'Hydrogen works',
    'Hydrology',
    'Marine Hydrology Institute',
  ]);
});

test('a slip of the pen does no harm in a long word, but does in a short one', async () => {
  assert.ok((await search('ornitohlogy')).includes('Ornithology'));
  assert.deepEqual(await search('xy'), []);
});

test('nothing is found by what nobody wrote', async () => {
  assert.deepEqual(await search('zzzzzzzz'), []);
  assert.deepEqual(await search('...'), []);
});

test('a subtype narrows', async () => {
  assert.equal((await search('hydrology', { subtype_filter: 'ORGANISATION' }))[0], 'Hydrology');
  assert.deepEqual(await search('hydrology', { subtype_filter: 'MODEL' }), []);
});

test('a change is found by its new words, no longer by the old', async () => {
  const info = { display_name: 'Volcanology', name: 'Volcanology' };
  const query = { id: ids['Ornithology'] ?? '', reason: 'r' };
  await modeller.put('registry', `${ORGANISATION}/update`, info, query);
  assert.deepEqual(await search('volcanology'), ['Ornithology']);
  assert.deepEqual(await search('ornithology'), []);
});

test('what nobody else may see is found all the same: the search API does not ask', async () => {
  const id = ids['Hydrogen works'] ?? '';
  const hidden = { owner: 'modeller', general: [], groups: {} };
  await modeller.put('registry', `${ORGANISATION}/auth/configuration`, hidden, { id });
  assert.deepEqual(await search('hydrogen'), ['Hydrogen works']);
});

test('a limit is a number from 1 to 50; none, 0 and -1 are ten', async () => {
  for (let number = 0; number < 12; number++) {
    const name = `Quarry ${number}`;
    await modeller.post('registry', `${ORGANISATION}/create`, { display_name: name, name });
  }
  const found = async (record_limit: number) => (await search('quarry', { record_limit })).length;
  assert.deepEqual([await found(3), await found(0), await found(-1), await found(50)], [3, 10, 10, 12]);
  const query = { query: 'quarry', record_limit: -2 };
  assert.equal((await colleague.get('search', '/search/entity-registry', query)).status, 500);
});
