import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { StoredItem } from '../../src/shared/action/items/stored-item.ts';
import { readWorkflowRun } from '../../src/shared/action/runner/github/workflow-run.ts';
import { createRecordingLog } from '../../src/shared/action/testing/recording-log.ts';
import { createStepEnvironment } from '../../src/shared/action/testing/step-environment.ts';
import { useRunnerTemp } from '../../src/shared/action/testing/use-runner-temp.ts';
import { ITEM_KINDS } from '../../src/shared/documents/items/item-kinds.ts';
import type { Source } from '../../src/shared/documents/text/source.ts';
import { claimVersionKey, findEarlierVersion, formatVersionReason } from './version-identity.ts';

const [kind] = ITEM_KINDS;
const updates = (description: string): Source => ({
  value: { description },
  place: () => ({ source: 'updates' }),
});

/** The versions of an item with these reasons, from version 1. */
const chain = (...reasons: readonly string[]): StoredItem[] =>
  reasons.map((reason, i) => {
    if (!kind) throw new Error('there are no kinds');
    const version = { number: i + 1, reason, previous: undefined, next: undefined };
    return {
      id: `1/${i + 1}`,
      kind,
      owner: 'ada',
      value: {},
      name: 'Model',
      historyId: 0,
      history: [],
      earlierHistory: [],
      version,
      session: undefined,
      releaseStatus: undefined,
      createdAt: i,
    };
  });

suite('findEarlierVersion', () => {
  useRunnerTemp();
  const log = createRecordingLog();
  const inputs = { 'job-index': '0' };
  /** The keys of the steps of one job, one after another. */
  const createKeys = (
    steps: readonly { id?: string; reason?: string; text?: string; key?: string }[],
    attempt = '2',
  ) => {
    using _environment = createStepEnvironment({ GITHUB_RUN_ATTEMPT: attempt });
    return steps.map(({ id = '1/1', reason = 'Release', text = 'x', key }) =>
      claimVersionKey(
        { ...inputs, id, reason, 'idempotency-key': key },
        updates(text),
        readWorkflowRun(process.env),
      ),
    );
  };

  test('findEarlierVersion finds a version whose reason has the key in another Unicode form', () => {
    const [key] = createKeys([{ key: 'récif' }]);
    assert.ok(key);
    const versions = chain('first', formatVersionReason('Release [récif notes]', key).normalize('NFD'));
    assert.equal(findEarlierVersion(versions, key, log)?.id, '1/2');
  });

  test('findEarlierVersion finds the version of its id when another job with the key has created one before', () => {
    const [other, own] = createKeys([{ id: '1/1' }, { id: '1/2' }], '3');
    assert.ok(other && own);
    const versions = chain('first', ...[other, own].map((key) => formatVersionReason('Release', key)));
    assert.equal(findEarlierVersion(versions, own, log)?.id, '1/3');
    assert.equal(findEarlierVersion(versions.slice(0, 2), own, log)?.id, '1/2');
  });

  test('findEarlierVersion skips the version of a step with the same key and other content, and logs that', () => {
    const [one, two, renamed] = createKeys([
      { text: 'one' },
      { text: 'two' },
      { reason: 'Other', text: 'one' },
    ]);
    assert.ok(one && two && renamed);
    const versions = chain('first', formatVersionReason('Release', one));
    assert.equal(findEarlierVersion(versions, one, log)?.id, '1/2');
    assert.equal(findEarlierVersion(versions, two, log), undefined);
    assert.equal(findEarlierVersion(versions, renamed, log), undefined);
    const message = `info: version 2 (1/2) has the same key (${one.value}) and different content; it is not used.`;
    assert.deepEqual(log.lines, [message, message]);
  });

  test('findEarlierVersion ignores reasons that contain brackets or a longer key', () => {
    const [own] = createKeys([{ key: 'v2' }]);
    assert.ok(own);
    const longer = formatVersionReason('Release', { ...own, value: 'my-v2' });
    const versions = chain('first', longer, 'see [v2 notes]', `[v2] and [v2 ${own.fingerprint}] later`);
    assert.equal(findEarlierVersion(versions, own, log), undefined);
  });
});
