import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createDisplayLineage, formatSubtype, listLines } from './display-lineage.ts';
import type { LineageItem } from './group-lineage.ts';
import { countColumns } from './text-width.ts';

const display = (members: readonly LineageItem[]) => {
  const [node] = createDisplayLineage({ groups: [{ id: 'a', members }], relations: [] }).nodes;
  assert.ok(node);
  return node;
};
const runs = (...rows: Record<string, string>[]) =>
  rows.map((attributes, i) => ({ id: String(i), subtype: 'MODEL_RUN', name: `Run ${i}`, attributes }));

suite('createDisplayLineage', () => {
  test('createDisplayLineage names an item without a name by its handle', () => {
    const { title, subtypeText, attributes } = display([{ id: '10378.1/5', subtype: 'CREATE' }]);
    assert.deepEqual([title, subtypeText, attributes], ['10378.1/5', 'creation', []]);
  });

  test('createDisplayLineage shows times to the minute, and the date once when it is the same', () => {
    const start = (time: string) => ({ start: time });
    assert.deepEqual(display(runs(start('2024-05-01T06:00:10Z'), start('2024-05-01T07:30:00Z'))).attributes, [
      'start 2024-05-01 06:00 to 07:30',
    ]);
    assert.deepEqual(display(runs(start('2024-05-01T06:00:10Z'), start('2024-05-02T07:30:00Z'))).attributes, [
      'start 2024-05-01 06:00 to 2024-05-02 07:30',
    ]);
  });

  test('createDisplayLineage shows at most three attributes of a group', () => {
    const attributes = (n: string) => ({ a: n, b: n, c: n, d: n });
    assert.deepEqual(display(runs(attributes('1'), attributes('2'))).attributes, [
      'a 1 to 2',
      'b 1 to 2',
      'c 1 to 2',
    ]);
  });

  test('createDisplayLineage shows the range of values with numbers, and lists other values', () => {
    const attributesOf = (...values: string[]) => display(runs(...values.map((a) => ({ a })))).attributes;
    assert.deepEqual(attributesOf('rcp85', 'rcp26', 'rcp45'), ['a rcp26 to rcp85']);
    assert.deepEqual(attributesOf('1.5 m', '1.25 m', '-3 m', '-5 m'), ['a -5 m to 1.5 m']);
    assert.deepEqual(attributesOf('1.9.0', '1.10.0'), ['a 1.9.0 to 1.10.0']);
    assert.deepEqual(attributesOf('low', 'medium', 'high', 'low'), ['a high, low, medium']);
    assert.deepEqual(attributesOf('north', 'south', 'east', 'west'), ['a east, north, south, …']);
    assert.deepEqual(attributesOf('10', 'none', '9'), ['a 9, 10, none']);
    assert.deepEqual(attributesOf('low', ''), ['a low']);
  });

  test('createDisplayLineage counts the relations of a group where they are not one for each member', () => {
    const groups = [
      { id: 'run', members: runs({}, {}) },
      { id: 'input', members: [{ id: 'input' }] },
    ];
    const relation = (count: number) => ({ source: 'run', target: 'input', type: 'wasInfluencedBy', count });
    const labels = (count: number) =>
      createDisplayLineage({ groups, relations: [relation(count)] }).relations.map(({ label }) => label);
    assert.deepEqual([...labels(2), ...labels(4)], ['was influenced by', 'was influenced by (4)']);
  });
});

test('listLines adds the id to a truncated name, so that names that differ in the part left out differ', () => {
  const boxName = (name: string, id: string) => listLines(display([{ id, subtype: 'DATASET', name }]))[0];
  const long = (scenario: string) => `${'Currents '.repeat(12)}${scenario}${' of the reefs'.repeat(5)}`;
  assert.match(boxName(long('A'), '10378.1/1')?.at(-1) ?? '', /(^| )\(10378\.1\/1\)$/);
  assert.notDeepEqual(boxName(long('A'), '10378.1/1'), boxName(long('B'), '10378.1/2'));
  assert.ok(countColumns(boxName('x'.repeat(500), 'y'.repeat(500))?.join('') ?? '') <= 120);
  assert.deepEqual(boxName('x'.repeat(32), '10378.1/1'), ['x'.repeat(32)]);
});

test('formatSubtype has a singular and a plural form', () => {
  const names = [['STUDY', 2] as const, ['MODEL_RUN', 1] as const, ['CREATE', 3] as const, ['', 2] as const];
  const texts = names.map(([subtype, count]) => formatSubtype(subtype, count));
  assert.deepEqual(texts, ['studies', 'model run', 'creations', 'items']);
});
