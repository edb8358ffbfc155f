import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectStore, FOLDER, prepareUpload, uploadAll } from '../../transfer/testing/transfer-support.ts';
import { assertTransferSucceeded } from './assert-transfer-succeeded.ts';

test('assertTransferSucceeded calls a file failed, and not one to upload, when its deletion failed', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  s3.put(`${FOLDER}old`, 'old');
  s3.injectFault({ fault: { kind: 'refuse', code: 'AccessDenied' }, operation: 'DeleteObject' });
  const result = await uploadAll(connectStore(t, s3), root, { deleteMissing: true });
  assert.throws(
    () => assertTransferSucceeded(result, new AbortController().signal),
    /1 file failed \(1 uploaded, 0 unchanged, 1 failed, 0 not completed\)\nold: the store rejected DeleteObject/,
  );
});
