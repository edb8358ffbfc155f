import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startLoopbackServer } from '../client/testing/loopback.ts';
import { getRecordedResponse } from '../client/testing/recorded-responses.ts';
import { connect, UnexpectedResponseError } from '../sdk.ts';

test('latest fails when the versions of a dataset form a cycle', async () => {
  const { item, ...result } = getRecordedResponse<{ item: object }>(
    'datastore',
    'GET',
    '/registry/items/fetch-dataset',
  );
  await using server = await startLoopbackServer(({ path }) => {
    const id = new URLSearchParams(path.split('?')[1]).get('handle_id');
    const versioning_info = { version: 1, next_version: id === '10378.1/1' ? '10378.1/2' : '10378.1/1' };
    return { body: { ...result, item: { ...item, id, versioning_info } } };
  });
  await using provena = connect({ endpoints: server.endpoints });
  await assert.rejects(
    provena.datastore.interactiveDataset('10378.1/1').latest(),
    (error: unknown) =>
      error instanceof UnexpectedResponseError &&
      /cycle: 10378\.1\/1 → 10378\.1\/2 → 10378\.1\/1/.test(error.message),
  );
});
