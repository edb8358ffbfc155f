import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { pollForEffect } from './poll-for-effect.ts';

suite('pollForEffect', () => {
  for (const status of [400, 500, 503]) {
    test(`pollForEffect searches once when the server itself answered ${status}`, async () => {
      let searches = 0;
      const found = await pollForEffect(
        { status },
        async () => {
          searches += 1;
          return undefined;
        },
        {},
      );
      assert.equal(found, undefined);
      assert.equal(searches, 1);
    });
  }

  for (const status of [undefined, 502, 504]) {
    test(`pollForEffect searches again when ${status ?? 'no response'} leaves the outcome open`, async () => {
      let searches = 0;
      const search = async () => (++searches === 2 ? 'late' : undefined);
      assert.equal(await pollForEffect({ status }, search, {}), 'late');
    });
  }

  test('pollForEffect ends without a result when the step is cancelled', async () => {
    const controller = new AbortController();
    const search = async () => {
      controller.abort();
      return undefined;
    };
    assert.equal(await pollForEffect({ status: undefined }, search, controller), undefined);
  });

  test('pollForEffect passes the error of a search', async () => {
    const error = new Error('search failed');
    await assert.rejects(
      pollForEffect({ status: 504 }, () => Promise.reject(error), {}),
      error,
    );
  });
});
