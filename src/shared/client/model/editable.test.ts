import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { getRecordedResponse } from '../testing/recorded-responses.ts';
import { METADATA } from '../testing/samples.ts';
import { CollectionFormat } from './collection-format.ts';
import { datasetFetchResult } from './datastore.ts';
import { editableItem, editableMetadata } from './editable.ts';
import { fetchResult, storedItem } from './item.ts';
import { PersonInfo } from './kinds/agents.ts';
import { tolerant } from './tolerant.ts';

test('editableMetadata returns stored metadata that can be sent again', () => {
  const { item } = z.parse(
    datasetFetchResult(),
    getRecordedResponse('datastore', 'GET', '/registry/items/fetch-dataset'),
  );
  const metadata = editableMetadata(item.collection_format);
  assert.deepEqual(z.parse(CollectionFormat, metadata), metadata);
  assert.equal(metadata.dataset_info.license, item.collection_format.dataset_info.license);
});

test('editableMetadata omits only nulls and the version field', () => {
  const dataset_info = { ...METADATA.dataset_info, version: '1', purpose: null, later: { field: [1, null] } };
  const stored = z.parse(tolerant(CollectionFormat), { ...METADATA, dataset_info });
  const { purpose: _, ...rest } = METADATA.dataset_info;
  assert.deepEqual(editableMetadata(stored), {
    ...METADATA,
    dataset_info: { ...rest, later: { field: [1, null] } },
  });
});

test('editableItem omits nulls and the fields of the server, and keeps fields that the client does not know', () => {
  const { item } = z.parse(
    fetchResult(storedItem(PersonInfo)),
    getRecordedResponse('registry', 'GET', '/registry/agent/person/fetch'),
  );
  // A general fetch returns this field, too.
  const stored = { ...item, universal_partition_key: 'OK', later: { field: 1 } };
  const { later, ...info } = { later: undefined, ...editableItem(stored) };
  assert.deepEqual(later, { field: 1 });
  assert.deepEqual(z.parse(PersonInfo, info), info);
  assert.equal(info.email, item.email);
});
