import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LoopbackResponse } from '../../client/testing/loopback.ts';
import { connectToLoopback } from '../../client/testing/loopback-connection.ts';
import { getRecordedResponse } from '../../client/testing/recorded-responses.ts';
import { fetchStoredItem } from './stored-item.ts';
import { fetchEarlierVersions } from './version-chain.ts';

const response = getRecordedResponse<{ item: object }>('registry', 'GET', '/registry/entity/model/fetch');

/** The ids of the versions before version 4 of an item, whose versions were created at 1, 2, 3 and 4. Version 0 is an error. */
async function listEarlier(
  key: Parameters<typeof fetchEarlierVersions>[1],
  getPrevious: (version: number) => number | null,
  error: LoopbackResponse = {},
): Promise<readonly string[]> {
  await using on = await connectToLoopback(({ path }) => {
    const version = Number(new URL(path, 'http://localhost').searchParams.get('id')?.replace('1/', ''));
    if (version === 0) return error;
    const previous = getPrevious(version);
    const versioning = {
      version,
      previous_version: previous === null ? null : `1/${previous}`,
      next_version: null,
      reason: 'r',
    };
    const item = { ...response.item, id: `1/${version}`, created_timestamp: version };
    return { body: { ...response, item: { ...item, versioning_info: versioning } } };
  });
  const latest = await fetchStoredItem('1/4', on.provena, {});
  return (await fetchEarlierVersions(latest, key, on.provena, {})).map(({ id }) => id);
}

suite('fetchEarlierVersions', () => {
  const getPrevious = (version: number) => (version > 1 ? version - 1 : null);

  test('fetchEarlierVersions returns versions that were created since the time of the key, oldest first', async () => {
    assert.deepEqual(await listEarlier({ since: 2, isUserDefined: false }, getPrevious), ['1/2', '1/3']);
  });

  test('fetchEarlierVersions returns versions of any age when the key is user-defined', async () => {
    assert.deepEqual(await listEarlier({ since: 2, isUserDefined: true }, getPrevious), [
      '1/1',
      '1/2',
      '1/3',
    ]);
  });

  for (const [title, error] of [
    ['was deleted', { body: { status: { success: false, details: 'absent' }, item: null } }],
    ['is not readable', { status: 401, body: { detail: 'no access' } }],
  ] as const)
    test(`fetchEarlierVersions ends at a version that ${title}`, async () => {
      const key = { since: 0, isUserDefined: true };
      assert.deepEqual(await listEarlier(key, (version) => (version === 3 ? 0 : 3), error), ['1/3']);
    });

  test('fetchEarlierVersions ends when the versions form a cycle', async () => {
    assert.equal((await listEarlier({ since: 0, isUserDefined: true }, (version) => version)).length, 1000);
  });
});
