import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthError } from '../../client/index.ts';
import {
  connectStore,
  FOLDER,
  issueCredentials,
  prepareUpload,
  uploadAll,
} from '../../transfer/testing/transfer-support.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { assertTransferSucceeded } from './assert-transfer-succeeded.ts';

test('assertTransferSucceeded calls a file failed, and not one to upload, when its deletion failed', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x' });
  s3.put(`${FOLDER}old`, 'old');
  s3.injectFault({ fault: 'refuse', code: 'AccessDenied', operation: 'DeleteObject' });
  const result = await uploadAll(connectStore(t, s3), root, { deleteMissing: true });
  assert.throws(
    () => assertTransferSucceeded(result, new AbortController().signal),
    /1 file failed \(1 uploaded, 0 unchanged, 1 failed, 0 not completed\)\nold: the store rejected DeleteObject/,
  );
});

test('assertTransferSucceeded prints what a re-run does with the files that are complete', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x', b: 'y' });
  s3.injectFault({ fault: 'refuse', code: 'AccessDenied', operation: 'PutObject', path: '*b' });
  const result = await uploadAll(connectStore(t, s3), root, { ifExists: 'overwrite' });
  const getAdvice = (ifExists: 'skip-unchanged' | 'overwrite' | 'error', uploaded = 1) => {
    const counts = { ...result.counts, uploaded };
    try {
      assertTransferSucceeded({ ...result, counts }, new AbortController().signal, ifExists);
    } catch (error) {
      return error instanceof StepFailedError ? error.advice.replace(/^.* re-run the job\. ?/, '') : '';
    }
    return '';
  };
  assert.equal(getAdvice('skip-unchanged'), 'A re-run skips files that are complete.');
  assert.equal(
    getAdvice('overwrite'),
    'A re-run uploads all files again. To skip files that are complete, set if-exists to skip-unchanged.',
  );
  assert.equal(
    getAdvice('error'),
    'With if-exists: error, a re-run fails because of the uploaded files. Before it, set if-exists to skip-unchanged.',
  );
  assert.equal(getAdvice('error', 0), '');
});

test('assertTransferSucceeded advises about the token when it was revoked during the transfer', async (t) => {
  const { s3, root } = await prepareUpload(t, { a: 'x', b: 'y' });
  const request = {
    operation: 'keycloak.token',
    service: 'keycloak',
    method: 'POST',
    route: '/token',
    url: 'https://auth.example/token',
  } as const;
  let renewals = 0;
  const store = connectStore(t, s3, {
    async credentials() {
      renewals += 1;
      if (renewals > 1) throw new AuthError('the realm rejected the offline token', { request });
      const { expiration: _, ...expired } = issueCredentials(s3, { expiresInSeconds: 1 });
      return expired;
    },
  });
  s3.injectFault({ fault: 'refuse', code: 'ExpiredToken', operation: 'PutObject' });
  const result = await uploadAll(store, root);
  assert.throws(
    () => assertTransferSucceeded(result, new AbortController().signal),
    (error) => {
      assert.ok(error instanceof StepFailedError);
      assert.equal(
        error.message,
        'the transfer ended early: keycloak.token: the realm rejected the offline token (0 uploaded, 0 unchanged, 0 failed, 2 not completed)',
      );
      assert.match(
        error.advice,
        /^Check the input offline-token .* A re-run skips files that are complete\.$/,
      );
      assert.equal(error.anchor, 'authentication-failed');
      return true;
    },
  );
});
