import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import {
  connectStore,
  downloadAll,
  issueCredentials,
  startStore,
  uploadAll,
  writeTree,
} from '../testing/transfer-support.ts';
import { StoreClock } from './store-clock.ts';

const MINUTE_MS = 60_000;

for (const minutes of [20, -20, 24 * 60, -24 * 60]) {
  test(`a run signs with the store's time when this machine is ${minutes} minutes slow`, async (t) => {
    const { s3, operations } = await startStore(t, { now: () => Date.now() + minutes * MINUTE_MS });
    const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
    writeTree(source, { a: 'x', 'b/c': 'y', large: Buffer.alloc(17 * 1024 * 1024) });
    const warnings: string[] = [];
    let renewals = 0;
    const store = connectStore(t, s3, {
      log: (level, line) => void (level === 'warning' && warnings.push(line)),
      async credentials() {
        renewals += 1;
        return issueCredentials(s3, { expiresInSeconds: 3_600 });
      },
    });
    assert.equal((await uploadAll(store, source)).counts.uploaded, 3);
    assert.equal((await downloadAll(store, target)).counts.downloaded, 3);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /the clock of this machine is \d+ (minutes|hours) (slow|fast)/);
    assert.ok(renewals <= 2, `${renewals} renewals`);
    assert.ok(operations.length > 0);
  });
}

test('a run keeps its credentials when the response that rejects them shows a wrong clock', async (t) => {
  const { s3 } = await startStore(t, { now: () => Date.now() + 20 * MINUTE_MS });
  const source = createTemporaryFolder(t);
  writeTree(source, { a: 'x' });
  s3.injectFault({ fault: 'refuse', code: 'ExpiredToken', operation: 'ListObjectsV2', times: 1 });
  let issued = 0;
  const store = connectStore(t, s3, {
    async credentials() {
      issued += 1;
      return issueCredentials(s3, { expiresInSeconds: 3_600 });
    },
  });
  assert.equal((await uploadAll(store, source)).counts.uploaded, 1);
  assert.equal(issued, 1);
});

test('StoreClock corrects only differences of five minutes or more', () => {
  const clock = new StoreClock();
  const dateIn = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS).toUTCString();
  for (const date of [undefined, '', 'yesterday', dateIn(0), dateIn(4), dateIn(-4)])
    assert.equal(clock.correct(date), undefined, date);
  assert.ok((clock.correct(dateIn(30)) ?? 0) > 29 * MINUTE_MS);
  assert.equal(clock.correct(dateIn(30)), undefined);
  assert.ok(clock.now() > Date.now() + 29 * MINUTE_MS);
  assert.ok((clock.correct(dateIn(0)) ?? -MINUTE_MS) < MINUTE_MS);
});
