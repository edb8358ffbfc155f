import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectToLoopback } from '../../client/testing/loopback-connection.ts';
import { createRecordingLog } from '../testing/recording-log.ts';
import { awaitSessions } from './await-sessions.ts';

const SESSIONS = Array.from({ length: 12 }, (_, i) => `s${i}`);

/** A failed job that records the creation of an item with the number of the session. */
function createFailedJob(session_id: string) {
  return {
    session_id,
    created_timestamp: 1,
    username: 'ada',
    payload: { created_item_id: session_id.replace('s', '10378.1/') },
    job_type: 'REGISTRY',
    job_sub_type: 'REGISTER_CREATE_ACTIVITY',
    status: 'FAILED',
  };
}

const LINEAGE = {
  status: { success: true, details: '' },
  graph: { directed: true, multigraph: false, nodes: [{ id: '10378.1/99', item_subtype: 'CREATE' }] },
};

test('awaitSessions looks up the items of failed jobs at the same time, at most eight', {
  timeout: 60_000,
}, async () => {
  const eight = Promise.withResolvers<void>();
  let open = 0;
  let most = 0;
  await using on = await connectToLoopback(async ({ path }) => {
    const session = /session_id=(\w+)/.exec(path)?.[1];
    if (session !== undefined) return { body: { job: createFailedJob(session) } };
    open += 1;
    most = Math.max(most, open);
    if (open === 8) eight.resolve();
    await eight.promise;
    open -= 1;
    return { body: LINEAGE };
  });
  const log = createRecordingLog();
  const { counts } = await awaitSessions(
    { sessions: SESSIONS, follow: false, timeoutSeconds: 60 },
    on.provena,
    { log, signal: new AbortController().signal },
  );
  assert.deepEqual([most, counts.failed], [8, 12]);
  const notices = log.lines.filter((line) => /^notice: Job s\d+ failed, but the provenance graph/.test(line));
  assert.equal(notices.length, 12);
});
