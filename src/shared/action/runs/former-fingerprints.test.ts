import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Job, ModelRunRecord } from '../../client/index.ts';
import { FINGERPRINT_FIELD } from '../../jobs/record-identity.ts';
import { findFormerFingerprints } from './former-fingerprints.ts';

const RECORD: ModelRunRecord = {
  workflow_template_id: '10378.1/1',
  inputs: [],
  outputs: [],
  display_name: 'Run',
  description: 'A run.',
  associations: { modeller_id: '10378.1/2' },
  start_time: 1,
  end_time: 2,
};

function createJob(fingerprint: string, changes: Partial<ModelRunRecord> = {}): Job {
  const annotations = { [FINGERPRINT_FIELD]: fingerprint, ci_run_attempt: '1' };
  return {
    session_id: fingerprint,
    created_timestamp: 1,
    username: 'me',
    job_type: 'PROV_LODGE',
    job_sub_type: 'MODEL_RUN_PROV_LODGE',
    status: 'SUCCEEDED',
    payload: { record: { ...RECORD, ...changes, study_id: null, annotations } },
  };
}

suite('findFormerFingerprints', () => {
  for (const [title, changes, defaultFields, found] of [
    ['finds a record with the same content', {}, [], true],
    ['finds no record with other content', { display_name: 'Other' }, [], false],
    ['finds no record with other times', { start_time: 0 }, [], false],
    ['ignores times that the document does not have', { start_time: 0 }, ['start_time'], true],
  ] as const)
    test(title, () => {
      const records = [{ record: RECORD, fingerprint: 'current', defaultFields }];
      const former = findFormerFingerprints({ records, unsent: records }, [createJob('former', changes)]);
      assert.deepEqual([...former], found ? [['former', 'current']] : []);
    });

  test('findFormerFingerprints ignores records that were sent with the fingerprint of a record of the step', () => {
    const records = ['a', 'b'].map((fingerprint) => ({ record: RECORD, fingerprint }));
    assert.deepEqual(
      [...findFormerFingerprints({ records, unsent: records.slice(1) }, [createJob('a')])],
      [],
    );
  });
});
