import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { AnyItem } from '../../src/shared/client/index.ts';
import { ITEM_SERIALIZERS } from './serialize-items.ts';

const item = (id: string, name: string): AnyItem => ({
  id,
  display_name: name,
  item_category: 'ENTITY',
  item_subtype: 'MODEL',
  record_type: 'COMPLETE_ITEM',
  owner_username: 'ada',
  created_timestamp: 0,
  updated_timestamp: 1_714_543_200,
});

async function* list(...items: AnyItem[]): AsyncGenerator<AnyItem> {
  yield* items;
}

async function serialize(format: keyof typeof ITEM_SERIALIZERS, ...items: AnyItem[]): Promise<string> {
  return (await Array.fromAsync(ITEM_SERIALIZERS[format](list(...items)))).join('');
}

suite('ITEM_SERIALIZERS', () => {
  const items = [item('1', 'a'), item('2', 'b, "c"\nd')];

  test('json returns a JSON list, even of no items', async () => {
    assert.deepEqual(JSON.parse(await serialize('json', ...items)), items);
    assert.deepEqual(JSON.parse(await serialize('json')), []);
  });

  test('jsonl returns one line per item', async () => {
    const lines = (await serialize('jsonl', ...items)).trimEnd().split('\n');
    const actual = lines.map((line) => JSON.parse(line));
    assert.deepEqual(actual, items);
    assert.equal(await serialize('jsonl'), '');
  });

  test('csv returns a header and quotes names', async () => {
    const [header, ...rows] = (await serialize('csv', ...items)).split('\n');
    assert.match(header ?? '', /^id,item_category,item_subtype,record_type,display_name,/);
    assert.match(
      rows[0] ?? '',
      /^1,ENTITY,MODEL,COMPLETE_ITEM,a,ada,1970-01-01T00:00:00.000Z,2024-05-01T06:00:00/,
    );
    assert.match(rows.join('\n'), /"b, ""c""\nd"/);
  });

  for (const name of ['=1+1', '+1', '-1', '@x'])
    test(`csv escapes the formula ${name}`, async () =>
      assert.match(await serialize('csv', item('1', name)), /,'[=+\-@]/));
});
