import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import {
  addReviewer,
  CheckedClient,
  listApiRequests,
  mintDataset,
  type TestJob,
  useJob,
} from './test-job.ts';
import { startRewritingProxy } from './test-servers.ts';

suite('request-release and decide-release', async () => {
  const job = await useJob();
  const author = new CheckedClient(job.sandbox);
  const admin = new CheckedClient(job.sandbox, 'admin');
  const reviewerId = await createReviewer(job);

  const mint = () => mintDataset(author, job.seed.organisation, 'Tides');
  const request = (with_: Record<string, string>, env: Record<string, string> = {}) =>
    job.run('request-release', { approver: reviewerId, 'job-index': '0', ...with_ }, env);
  const decide = (with_: Record<string, string>, env: Record<string, string> = {}) =>
    job.runner.runStep('decide-release', {
      with: { decision: 'approve', 'job-index': '0', ...with_ },
      env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users.colleague.offlineToken, ...env },
    });
  const history = async (id: string) => {
    const entries = (await author.item('entity/dataset', id))['release_history'];
    return assumeType<{ action: string; approver: string; notes: string }[]>(entries);
  };
  const actions = async (id: string) => (await history(id)).map(({ action }) => action);
  const writes = () =>
    listApiRequests(job.sandbox).filter(({ path }) => path.startsWith('/release/a')).length;

  test('a release is requested from a reviewer, who approves it', async () => {
    const id = await mint();
    const requested = await expectSuccess(request({ 'dataset-id': id, notes: 'Please review' }));
    assert.deepEqual(requested.outputs, { decision: 'pending', 'approver-id': reviewerId, reused: 'false' });
    assert.match(requested.summary, new RegExp(`Tides.*${id}.*pending.*${reviewerId}`));
    const decided = await expectSuccess(decide({ 'dataset-id': id, notes: 'Complete' }));
    const { 'decided-at': decidedAt = '', 'decision-notes': notes = '', ...outputs } = decided.outputs;
    assert.match(decidedAt, /^\d{4}-\d\d-\d\dT/);
    assert.match(notes, /^Complete\n/);
    assert.match(outputs['request-notes'] ?? '', /^Please review\n\nhttps?:.*\/actions\/runs\/\d+.* \[.+\]$/);
    assert.deepEqual(
      { ...outputs, 'request-notes': '' },
      {
        decision: 'approved',
        'approver-id': reviewerId,
        reused: 'false',
        'requester-id': job.seed.person,
        'request-notes': '',
      },
    );
    assert.equal((await author.item('entity/dataset', id))['release_status'], 'RELEASED');
    assert.match(decided.summary, /approved/);
  });

  test('update-item warns when it changes the metadata of a dataset whose release is pending or approved', async () => {
    const id = await mint();
    const update = (purpose: string) =>
      job.run('update-item', { id, reason: 'r', updates: `dataset_info: { purpose: ${purpose} }` });
    assert.doesNotMatch((await update('Before')).log, /warning/);
    await request({ 'dataset-id': id });
    assert.match((await update('Pending')).log, /warning: The release of dataset \S+ is pending/);
    await decide({ 'dataset-id': id });
    const released = await update('Released');
    assert.match(released.log, /warning: Dataset \S+ is released/);
    assert.equal(released.outputs['updated'], 'true');
  });

  test('request-release and decide-release find their work in another workflow run by idempotency-key', async () => {
    const inputs = { 'dataset-id': await mint(), 'idempotency-key': 'release-2024', 'link-run': 'false' };
    for (const [run, reused] of [
      ['1', 'false'],
      ['2', 'true'],
    ] as const) {
      const step = await expectSuccess(
        request({ ...inputs, notes: 'Please review' }, { GITHUB_RUN_ID: run }),
      );
      assert.equal(step.outputs['reused'], reused, step.log);
    }
    for (const [run, reused] of [
      ['1', 'false'],
      ['2', 'true'],
    ] as const) {
      const step = await expectSuccess(decide({ ...inputs, notes: 'Complete' }, { GITHUB_RUN_ID: run }));
      assert.equal(step.outputs['reused'], reused, step.log);
    }
    const entries = await history(inputs['dataset-id']);
    const actual = entries.map(({ notes }) => /https?:/.test(notes));
    assert.deepEqual(actual, [false, false]);
    assert.ok(entries.every(({ notes }) => notes.includes('[release-2024]')));
  });

  test('request-release and decide-release fail when idempotency-key belongs to other content', async () => {
    const id = await mint();
    const inputs = { 'dataset-id': id, 'idempotency-key': 'release-2025' };
    await expectSuccess(request({ ...inputs, notes: 'Please review' }));
    const other = await request({ ...inputs, notes: 'Please review soon' }, { GITHUB_RUN_ID: '2' });
    assert.equal(other.exitCode, 1, other.log);
    assert.match(other.log, /idempotency key release-2025 belongs to .*\ndifferent notes/);
    await addReviewer(job.sandbox, job.seed.person);
    const reviewer = await request(
      { ...inputs, notes: 'Please review', approver: 'me' },
      { GITHUB_RUN_ID: '2' },
    );
    await new CheckedClient(job.sandbox, 'admin').call(
      'datastore',
      'DELETE',
      `/release/sys-reviewers/delete?reviewer_id=${encodeURIComponent(job.seed.person)}`,
    );
    assert.equal(reviewer.exitCode, 1, reviewer.log);
    assert.match(reviewer.log, new RegExp(`\napprover: ${reviewerId} → ${job.seed.person}`));
    assert.deepEqual(await actions(id), ['REQUEST']);
    await expectSuccess(decide({ ...inputs, notes: 'Complete' }));
    const repeated = await decide({ ...inputs, notes: 'Perfect' }, { GITHUB_RUN_ID: '2' });
    assert.equal(repeated.exitCode, 1, repeated.log);
    assert.match(repeated.log, /idempotency key release-2025 belongs to .*\ndifferent notes/);
    assert.deepEqual(await actions(id), ['REQUEST', 'APPROVE']);
  });

  test('request-release takes a user name, and me, as the approver', async () => {
    const byName = await request({ 'dataset-id': await mint(), approver: 'colleague' });
    assert.equal(byName.outputs['approver-id'], reviewerId, byName.log);
    const own = await job.runner.runStep('request-release', {
      with: { 'dataset-id': await mint(), approver: 'me' },
      env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users.colleague.offlineToken },
    });
    assert.equal(own.exitCode, 1);
    assert.match(own.log, /permission|authorized|access/i);
  });

  test('request-release rejects approvers who are not reviewers, before anything is sent', async () => {
    const id = await mint();
    const cases: readonly (readonly [approver: string, message: RegExp])[] = [
      ['me', /input approver: me \(10378\.1\/\d+\) is not a reviewer .* Reviewers: 10378\.1\/\d+/],
      [job.seed.organisation, /input approver: 10378\.1\/\d+ is not a reviewer/],
      ['somebody', /input approver: no person is linked to the user somebody/],
      [
        'https://example.org/',
        /input approver: https:\/\/example\.org\/ is not the URL of a person\. Use a handle/,
      ],
    ];
    const before = writes();
    for (const [approver, message] of cases) {
      assertFailed(await request({ 'dataset-id': id, approver }), message);
    }
    assert.equal(writes(), before);
  });

  test('request-release and decide-release report what they sent when it cannot be read', async () => {
    const id = await mint();
    await request({ 'dataset-id': id });
    await decide({ 'dataset-id': id, decision: 'reject' });
    const path = '/registry/items/fetch-dataset';
    const unreadable = { fault: 'refuse', status: 403, service: 'datastore', path, after: 1 } as const;
    job.sandbox.injectFault(unreadable);
    const requested = await request({ 'dataset-id': id }, { GITHUB_ACTION: 'again' });
    job.sandbox.clearFaults();
    assert.equal(requested.exitCode, 0, requested.log);
    assert.deepEqual(requested.outputs, { decision: 'pending', 'approver-id': reviewerId, reused: 'false' });
    assert.match(requested.log, /accepted the request or decision, but it cannot be read/);
    job.sandbox.injectFault(unreadable);
    const decided = await decide({ 'dataset-id': id, notes: 'Fine' });
    job.sandbox.clearFaults();
    assert.equal(decided.exitCode, 0, decided.log);
    assertOutputs(decided, { decision: 'approved', 'approver-id': reviewerId });
    assert.deepEqual(await actions(id), ['REQUEST', 'REJECT', 'REQUEST', 'APPROVE']);
  });

  test('request-release reports why the server rejected a request when the dataset can no longer be read', async () => {
    const id = await mint();
    const refuse = { fault: 'refuse', service: 'datastore' } as const;
    job.sandbox.injectFault({ ...refuse, status: 403, path: '/registry/items/fetch-dataset', after: 1 });
    const body = { detail: 'Wrong reviewer.' };
    job.sandbox.injectFault({ ...refuse, status: 400, path: '/release/approval-request', body });
    const step = await request({ 'dataset-id': id });
    job.sandbox.clearFaults();
    assertFailed(step, /Wrong reviewer/);
  });

  test('request-release finds a request that is pending, and fails if it is pending with another reviewer', async () => {
    const id = await mint();
    await request({ 'dataset-id': id });
    const rerun = await expectSuccess(request({ 'dataset-id': id }));
    assert.deepEqual(rerun.outputs, { decision: 'pending', 'approver-id': reviewerId, reused: 'true' });
    await addReviewer(job.sandbox, job.seed.person);
    try {
      assertFailed(await request({ 'dataset-id': id, approver: 'me' }), /was requested from .*, not from/);
    } finally {
      const query = `?reviewer_id=${encodeURIComponent(job.seed.person)}`;
      await admin.call('datastore', 'DELETE', `/release/sys-reviewers/delete${query}`);
    }
    assert.deepEqual(await actions(id), ['REQUEST']);
  });

  test('request-release finds a request that another step sends at the same time', async () => {
    const id = await mint();
    let other: Promise<unknown> | undefined;
    await using proxy = await startRewritingProxy(job, 'datastore', {
      '/registry/items/fetch-dataset': async (response) => {
        other ??= expectSuccess(request({ 'dataset-id': id }));
        await other;
        return response;
      },
    });
    const step = await expectSuccess(request({ 'dataset-id': id }, proxy.env));
    assert.deepEqual(step.outputs, { decision: 'pending', 'approver-id': reviewerId, reused: 'true' });
    assert.deepEqual(await actions(id), ['REQUEST']);
  });

  test('a re-run reports the decision on its own request, and a new run requests again after a rejection', async () => {
    const id = await mint();
    const run = { GITHUB_RUN_ID: '71', GITHUB_ACTION: 'release' };
    await request({ 'dataset-id': id }, run);
    const rejected = await decide({ 'dataset-id': id, decision: 'reject', notes: 'No licence' });
    assert.equal(rejected.outputs['decision'], 'rejected', rejected.log);
    const rerun = await expectSuccess(request({ 'dataset-id': id }, { ...run, GITHUB_RUN_ATTEMPT: '2' }));
    assertOutputs(rerun, { decision: 'rejected', reused: 'true' });
    assert.match(rerun.outputs['decision-notes'] ?? '', /^No licence/);
    assert.match(
      rerun.annotations.map(({ message }) => message).join('\n'),
      /rejected the release .*No licence/,
    );
    assert.deepEqual(await actions(id), ['REQUEST', 'REJECT']);
    const next = await request({ 'dataset-id': id }, { ...run, GITHUB_RUN_ID: '72' });
    assert.equal(next.outputs['decision'], 'pending', next.log);
    assert.deepEqual(await actions(id), ['REQUEST', 'REJECT', 'REQUEST']);
    const late = await request({ 'dataset-id': id }, { ...run, GITHUB_RUN_ATTEMPT: '3' });
    assert.equal(late.outputs['decision'], 'rejected', late.log);
    assert.match(
      late.log,
      /warning: The release of dataset .* was requested again later, and is now pending/,
    );
  });

  test('request-release waits for the decision', async () => {
    const id = await mint();
    const waiting = request({ 'dataset-id': id, wait: 'true', timeout: '60s' });
    await waitUntil(async () => (await actions(id)).length > 0, { subject: 'the request for a release' });
    assert.equal((await decide({ 'dataset-id': id })).exitCode, 0);
    const result = await expectSuccess(waiting);
    assertOutputs(result, { decision: 'approved', reused: 'false' });
  });

  test('request-release fails when the time is over, and its outputs and summary still name the request', async () => {
    const id = await mint();
    const result = await request({ 'dataset-id': id, wait: 'true', timeout: '1s' });
    assert.equal(result.exitCode, 1);
    assert.equal(result.outputs['decision'], 'pending');
    assert.match(result.summary, /pending/);
    assert.match(result.lastMessage, /there is no decision on the release of dataset .* after 1 s/);
  });

  test('decide-release reports an equal decision, and fails on the opposite one', async () => {
    const id = await mint();
    await request({ 'dataset-id': id });
    await decide({ 'dataset-id': id });
    const before = writes();
    const rerun = await expectSuccess(decide({ 'dataset-id': id }));
    assertOutputs(rerun, { decision: 'approved', reused: 'true' });
    const opposite = await decide({ 'dataset-id': id, decision: 'reject' });
    assertFailed(opposite, /was already approved by 10378\.1\/\d+ at /);
    assert.equal(opposite.outputs['decision'], undefined);
    const released = await request({ 'dataset-id': id });
    assertOutputs(released, { decision: 'approved', reused: 'true' });
    assert.equal(writes(), before);
  });

  test('decide-release reports its own decision in a re-run after the release was requested again', async () => {
    const id = await mint();
    const run = { GITHUB_RUN_ID: '81', GITHUB_ACTION: 'decide' };
    await request({ 'dataset-id': id, notes: 'First' });
    await decide({ 'dataset-id': id, decision: 'reject' }, run);
    await request({ 'dataset-id': id });
    const rerun = await decide({ 'dataset-id': id, decision: 'reject' }, { ...run, GITHUB_RUN_ATTEMPT: '2' });
    assertOutputs(rerun, { decision: 'rejected', reused: 'true' });
    assert.match(rerun.outputs['request-notes'] ?? '', /^First/);
    assert.match(
      rerun.log,
      /warning: The release of dataset .* was requested again later, and is now pending/,
    );
    await decide({ 'dataset-id': id });
    const late = await decide({ 'dataset-id': id, decision: 'reject' }, { ...run, GITHUB_RUN_ATTEMPT: '3' });
    assert.equal(late.outputs['decision'], 'rejected', late.log);
    assert.match(late.log, /was requested again later, and is now approved/);
    assert.deepEqual(await actions(id), ['REQUEST', 'REJECT', 'REQUEST', 'APPROVE']);
  });

  test('decide-release does not reuse the opposite decision on an earlier request when the dataset was requested again', async () => {
    const id = await mint();
    const run = { GITHUB_RUN_ID: '82', GITHUB_ACTION: 'decide' };
    const inputs = { 'dataset-id': id, 'idempotency-key': 'release-2026' };
    await request({ 'dataset-id': id });
    assert.equal((await decide({ ...inputs, decision: 'reject' })).exitCode, 0);
    await request({ 'dataset-id': id });
    const conflict = await decide({ ...inputs, decision: 'approve' });
    assert.equal(conflict.exitCode, 1, conflict.log);
    assert.match(conflict.log, /idempotency key release-2026 belongs to .*\ndecision: rejected → approved/);
    await decide({ 'dataset-id': id, decision: 'reject' }, run);
    await request({ 'dataset-id': id });
    const path = '/release/action-approval-request';
    job.sandbox.injectFault({ fault: 'refuse', service: 'datastore', path, status: 400, times: 1 });
    const refused = await decide({ 'dataset-id': id }, { ...run, GITHUB_RUN_ATTEMPT: '2' });
    assert.equal(refused.exitCode, 1, refused.log);
    assertOutputs(refused, { decision: undefined });
    const changed = await decide({ 'dataset-id': id }, { ...run, GITHUB_RUN_ATTEMPT: '3' });
    assertOutputs(changed, { decision: 'approved', reused: 'false' });
  });

  test('decide-release fails before it sends anything if there is nothing to decide for this user', async () => {
    const id = await mint();
    const none = await decide({ 'dataset-id': id });
    assert.match(none.lastMessage, /has not been requested/);
    await request({ 'dataset-id': id });
    const before = writes();
    const other = await decide(
      { 'dataset-id': id },
      { PROVENA_OFFLINE_TOKEN: job.sandbox.users.modeller.offlineToken },
    );
    assertFailed(other, /was requested from .*, but the user of this token is/);
    assert.equal(writes(), before);
  });

  test('a locked dataset is reported before anything is sent', async () => {
    const id = await mint();
    await author.call('registry', 'PUT', '/registry/entity/dataset/locks/lock', { id, reason: 'audit' });
    const result = await request({ 'dataset-id': id });
    assert.match(result.lastMessage, /is locked.*\n?.*Unlock it/);
    assert.deepEqual(await actions(id), []);
  });

  for (const lost of ['request', 'decision'] as const) {
    test(`a ${lost} whose response is lost is found, and not sent again`, async () => {
      const id = await mint();
      if (lost === 'decision') await request({ 'dataset-id': id });
      const path = lost === 'request' ? '/release/approval-request' : '/release/action-approval-request';
      job.sandbox.injectFault({ fault: 'lose-answer', service: 'datastore', path, times: 1 });
      const result =
        lost === 'request' ? await request({ 'dataset-id': id }) : await decide({ 'dataset-id': id });
      assert.equal(result.exitCode, 0, result.log);
      assert.equal(result.outputs['reused'], 'false');
      assert.deepEqual(await actions(id), lost === 'request' ? ['REQUEST'] : ['REQUEST', 'APPROVE']);
    });
  }
});

/** Creates a person for the user `colleague` and adds it to the reviewers. @returns its handle. */
async function createReviewer({ sandbox }: TestJob): Promise<string> {
  const colleague = new CheckedClient(sandbox, 'colleague');
  const created = await colleague.call('registry', 'POST', '/registry/agent/person/create', {
    display_name: 'Kim Reviewer',
    first_name: 'Kim',
    last_name: 'Reviewer',
    email: 'kim@example.org',
    ethics_approved: true,
  });
  const id = String(assumeType<{ id: string }>(created['created_item']).id);
  await colleague.call('auth', 'POST', '/link/user/assign', { person_id: id });
  await addReviewer(sandbox, id);
  return id;
}
