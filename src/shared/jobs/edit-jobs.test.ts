import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findEditJobs } from './edit-jobs.ts';
import { createRow } from './testing/rows.ts';

suite('findEditJobs', () => {
  test('findEditJobs treats the first of two updates in one second as the one that lodges the run', () => {
    const update = (id: string) =>
      createRow(id, {
        status: 'SUCCEEDED',
        payload: { model_run_record_id: '10378.1/1', updated_record: {} },
      });
    const [edit, lodge] = [update('edit'), update('lodge')];
    const failed = createRow('failed', { status: 'FAILED', payload: { record: {} } });
    assert.deepEqual([...findEditJobs([edit, lodge, failed])], [edit]);
  });
});
