import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { UnavailableError } from '../../client/index.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { createRecordingLog } from '../testing/recording-log.ts';
import { findEffect, pollForEffect } from './poll-for-effect.ts';

suite('pollForEffect', () => {
  for (const status of [400, 500, 503]) {
    test(`pollForEffect searches once when the server itself responded with ${status}`, async () => {
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
    let searches = 0;
    const search = async () => {
      searches += 1;
      controller.abort();
      return undefined;
    };
    assert.equal(await pollForEffect({ status: undefined }, search, controller), undefined);
    assert.equal(searches, 1);
  });
});

suite('findEffect', () => {
  const fail = (status?: number) =>
    new UnavailableError('update: no response', { outcomeUnknown: true, ...(status ? { status } : {}) });
  async function findWith(
    error: UnavailableError,
    search: () => Promise<string | undefined>,
    signal = new AbortController().signal,
  ) {
    const log = createRecordingLog();
    const options = { call: { signal }, remedy: 'Re-run the job.', log, signal };
    const result = await findEffect(error, search, options).catch((thrown: unknown) => thrown);
    return { result, lines: log.lines };
  }
  const isUnknown = (result: unknown) =>
    result instanceof StepFailedError &&
    result.anchor === 'outcome-unknown' &&
    /update: no response\nIt is unknown whether/.test(result.message);

  test('findEffect throws the error of the request when the server itself responded and nothing is found', async () => {
    const error = fail(500);
    assert.equal((await findWith(error, async () => undefined)).result, error);
  });

  test('findEffect reports an unknown outcome when the search fails', async () => {
    const searchError = new Error('search failed');
    const { result, lines } = await findWith(fail(500), () => Promise.reject(searchError));
    assert.ok(isUnknown(result));
    assert.equal(Object(result).cause, searchError);
    assert.deepEqual(lines, []);
  });

  test('findEffect warns about an unknown outcome when the step is cancelled', async () => {
    const { result, lines } = await findWith(fail(), async () => undefined, AbortSignal.abort());
    assert.ok(isUnknown(result));
    assert.match(
      lines.join('\n'),
      /^warning: Cancelled during a request\. update: no response.*Re-run the job\./s,
    );
  });
});
