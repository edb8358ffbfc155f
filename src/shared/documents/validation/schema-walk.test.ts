import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { CollectionFormat } from '../../client/index.ts';
import { findHandles, getKnownKeys, getSchemaMetadata } from './schema-walk.ts';

const handle = (kind: string) => z.string().check(z.meta({ handleOf: kind, description: `a ${kind}` }));
const Schema = z.strictObject({
  owner: z.optional(handle('PERSON')),
  inputs: z.array(z.strictObject({ dataset: z.nullish(handle('DATASET')), note: z.optional(z.string()) })),
  named: z.record(z.string(), handle('ANY')),
  piped: z.pipe(
    z.strictObject({ a: handle('STUDY') }),
    z.transform((value) => value),
  ),
});

suite('schema walk', () => {
  test('getKnownKeys returns the keys of a mapping', () => {
    assert.deepEqual(getKnownKeys(Schema, []), ['owner', 'inputs', 'named', 'piped']);
    assert.deepEqual(getKnownKeys(Schema, ['inputs', 3]), ['dataset', 'note']);
    assert.deepEqual(getKnownKeys(Schema, ['piped']), ['a']);
  });

  for (const path of [['owner'], ['none'], ['constructor'], ['named', 'x', 'y'], ['inputs']])
    test(`getKnownKeys returns none at ${path.join('.')}`, () =>
      assert.deepEqual(getKnownKeys(Schema, path), []));

  test('getSchemaMetadata returns the metadata of a value', () => {
    assert.deepEqual(getSchemaMetadata(Schema, ['owner']), { handleOf: 'PERSON', description: 'a PERSON' });
    assert.equal(getSchemaMetadata(Schema, ['inputs', 0, 'dataset'])['handleOf'], 'DATASET');
    assert.equal(getSchemaMetadata(Schema, ['named', 'toString'])['handleOf'], 'ANY');
    assert.deepEqual(getSchemaMetadata(Schema, ['inputs', 0, 'note']), {});
    assert.deepEqual(getSchemaMetadata(Schema, ['constructor', 'name']), {});
  });
});

suite('findHandles', () => {
  test('findHandles returns the places of the schema that the document has', () => {
    const document = {
      owner: 'me',
      inputs: [{ dataset: 'a', note: 'b' }, {}, { dataset: null }],
      named: { toString: 'c' },
      piped: { a: 'd' },
      unknown: 'e',
      constructor: 'f',
    };
    assert.deepEqual(findHandles(Schema, document), [
      { path: ['owner'], kind: 'PERSON', value: 'me' },
      { path: ['inputs', 0, 'dataset'], kind: 'DATASET', value: 'a' },
      { path: ['inputs', 2, 'dataset'], kind: 'DATASET', value: null },
      { path: ['named', 'toString'], kind: 'ANY', value: 'c' },
      { path: ['piped', 'a'], kind: 'STUDY', value: 'd' },
    ]);
  });

  for (const document of ['text', 7, null, ['owner'], { inputs: 'x' }, { inputs: { dataset: 'x' } }])
    test(`findHandles returns none for ${JSON.stringify(document)}`, () =>
      assert.deepEqual(findHandles(Schema, document), []));

  test('findHandles returns the people and organisations of a dataset', () => {
    const document = {
      associations: { organisation_id: 'a', data_custodian_id: 'b' },
      dataset_info: { publisher_id: 'c' },
    };
    assert.deepEqual(
      findHandles(CollectionFormat, document).map(({ path, kind }) => [path.join('.'), kind]),
      [
        ['associations.organisation_id', 'ORGANISATION'],
        ['associations.data_custodian_id', 'PERSON'],
        ['dataset_info.publisher_id', 'ORGANISATION'],
      ],
    );
  });
});
