import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectStore, FOLDER, prepareUpload, uploadAll } from '../../transfer/testing/transfer-support.ts';
import { formatProgress, formatTransferSummary } from './format-transfer.ts';

const MIB = 1024 * 1024;
const bytes = { doneBytes: MIB, totalBytes: 3 * MIB, bytesPerSecond: 2 * MIB };
for (const [doneFiles, totalFiles, expected] of [
  [0, 1, '0 of 1 file'],
  [12, 20, '12 of 20 files'],
] as const)
  test(`formatProgress names ${expected} when ${doneFiles} of ${totalFiles} are done`, () =>
    assert.equal(
      formatProgress({ doneFiles, totalFiles, ...bytes, secondsLeft: 0.5 }),
      `${expected}, 1.0 MiB of 3.0 MiB, 2.0 MiB/s, 1 s left`,
    ));

test('formatTransferSummary counts a file that was not uploaded, next to an upload without changes', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  s3.injectFault({ fault: 'refuse', code: 'AccessDenied', operation: 'PutObject' });
  assert.equal(formatTransferSummary(await uploadAll(connectStore(t, s3), root)), '1 file not completed');
  s3.clearFaults();
  await uploadAll(connectStore(t, s3), root);
  const unchanged = await uploadAll(connectStore(t, s3), root);
  assert.equal(formatTransferSummary(unchanged), 'no file was uploaded (1 file unchanged)');
});

test('formatTransferSummary counts deleted files next to uploaded and unchanged ones', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  for (const expected of [
    /^uploaded 1 B in .*, 2 files deleted$/,
    /^no file was uploaded \(1 file unchanged, 2 files deleted\)$/,
  ]) {
    for (const name of ['old', 'older']) s3.put(`${FOLDER}${name}`, name);
    const result = await uploadAll(connectStore(t, s3), root, { deleteMissing: true });
    assert.match(formatTransferSummary(result), expected);
  }
});
