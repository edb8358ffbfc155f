import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LineageRecords } from '../lineage-records.ts';
import { createProvDocument } from './create-prov-document.ts';
import { formatProvJson } from './prov-json.ts';
import { formatProvN } from './prov-n.ts';

const PROXY = 'https://hdl.handle.net';

const records: LineageRecords = {
  root: '1/data',
  nodes: [
    { id: '1/data', item_category: 'ENTITY', item_subtype: 'DATASET' },
    { id: '1/old', item_category: 'ENTITY', item_subtype: 'DATASET' },
    { id: '1/run', item_category: 'ACTIVITY', item_subtype: 'MODEL_RUN' },
    { id: '1/new kind', item_category: 'PLACE', item_subtype: 'REEF' },
  ],
  links: [
    { source: '1/data', type: 'wasGeneratedBy', target: '1/run' },
    { source: '1/data', type: 'wasRevisionOf', target: '1/old' },
    { source: '1/run', type: 'wasAssociatedWith', target: '1/old' },
    { source: '1/data', type: 'constructor', target: '1/new kind' },
  ],
  items: new Map([
    ['1/data', { content: { display_name: 'Data', description: 'line 1\nline "2"' } }],
    ['1/old', { content: {} }],
    ['1/run', { unreadable: 'the user may not read the item' }],
    ['1/new kind', { content: { display_name: 'Reef' } }],
  ]),
};

suite('PROV of a lineage', () => {
  const document = createProvDocument(records, PROXY);

  test('every item and relation of the graph is in the document', () => {
    assert.deepEqual(
      document.elements.map(({ id, kind }) => [id, kind]),
      [
        ['hdl:1/data', 'entity'],
        ['hdl:1/old', 'entity'],
        ['hdl:1/run', 'activity'],
        ['hdl:1/new%20kind', 'entity'],
      ],
    );
    assert.equal(document.relations.length, records.links.length);
  });

  test('a relation is an influence with its name when PROV has none of that name or for such ends', () => {
    assert.deepEqual(
      document.relations.map(({ relation, attributes }) => [relation, attributes]),
      [
        ['wasGeneratedBy', []],
        ['wasDerivedFrom', [['prov:type', { name: 'prov:Revision' }]]],
        ['wasInfluencedBy', [['provena:relation', 'wasAssociatedWith']]],
        ['wasInfluencedBy', [['provena:relation', 'constructor']]],
      ],
    );
  });

  test('an item that cannot be read has its handle as label, and the reason', () => {
    assert.deepEqual(
      document.elements[2]?.attributes.filter(([name]) => /label|unreadable/.test(name)),
      [
        ['prov:label', '1/run'],
        ['provena:unreadable', 'the user may not read the item'],
      ],
    );
  });

  test('PROV-N writes markers for unknown positions and escapes text', () => {
    const text = formatProvN(document);
    assert.ok(text.includes('  wasGeneratedBy(hdl:1/data, hdl:1/run, -)\n'), text);
    assert.ok(text.includes("wasDerivedFrom(hdl:1/data, hdl:1/old, -, -, -, [prov:type='prov:Revision'])"));
    assert.ok(text.includes('schema:description="line 1\\nline \\"2\\""'));
  });

  test('neither format has a character that XML does not have', () => {
    const name = 'a\u0000b\u001bc\u000cd\ufffee\ud800f\tg\u{1f41f}';
    const items = new Map([['1/data', { content: { display_name: name } }]]);
    const odd = createProvDocument({ ...records, items }, PROXY);
    const expected = 'a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\tg\u{1f41f}';
    assert.equal(JSON.parse(formatProvJson(odd)).entity['hdl:1/data']['prov:label'], expected);
    assert.ok(formatProvN(odd).includes(`prov:label="${expected.replace('\t', '\\t')}"`));
  });

  test('a time outside of the years 1 to 9999 is left out', () => {
    const getTimes = (start_time: number, end_time: number) => {
      const items = new Map([['1/run', { content: { record: { start_time, end_time } } }]]);
      const run = createProvDocument({ ...records, items }, PROXY).elements[2];
      return [run?.startTime, run?.endTime];
    };
    assert.deepEqual(getTimes(0, 253_402_300_799), [
      '1970-01-01T00:00:00+00:00',
      '9999-12-31T23:59:59+00:00',
    ]);
    assert.deepEqual(getTimes(-62_135_596_801, 1_700_000_000_000), [undefined, undefined]);
    assert.deepEqual(getTimes(-62_135_596_800, 1e300), ['0001-01-01T00:00:00+00:00', undefined]);
  });

  test('PROV-JSON has several values of an attribute as a list', () => {
    const collection = createProvDocument(
      { ...records, links: [{ source: '1/data', type: 'hadMember', target: '1/old' }] },
      PROXY,
    );
    const { entity, hadMember } = JSON.parse(formatProvJson(collection));
    assert.deepEqual(entity['hdl:1/data']['prov:type'], [
      { $: 'schema:Dataset', type: 'prov:QUALIFIED_NAME' },
      { $: 'prov:Collection', type: 'prov:QUALIFIED_NAME' },
    ]);
    assert.deepEqual(hadMember, { '_:id1': { 'prov:collection': 'hdl:1/data', 'prov:entity': 'hdl:1/old' } });
  });
});
