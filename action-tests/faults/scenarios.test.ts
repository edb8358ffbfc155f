import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type FaultRule, formatDatasetDocument, type Settings, useJob } from '../black-box/test-job.ts';
import { assertConsistent } from './invariants.ts';
import { type Attempt, Pipeline, type PipelineKind } from './pipeline.ts';

const DEFAULT_SETTINGS: Settings = {
  access_token_seconds: 300,
  clock_skew_seconds: 0,
  pace: 'instant',
  credential_seconds: 28_800,
};

suite('the pipeline creates each record once', async () => {
  const job = await useJob();
  let runs = 0;

  /** Runs up to three attempts with faults until one succeeds; then, if needed, one without. */
  async function assertRecovers(
    rules: readonly FaultRule[],
    settings: Settings = {},
    kind: PipelineKind = 'steps',
  ): Promise<void> {
    const pipeline = new Pipeline(job, `scenario-${++runs}`, kind);
    const attempts: Attempt[] = [];
    job.sandbox.updateSettings(settings);
    for (const rule of rules) job.sandbox.injectFault(rule);
    while (attempts.length < 3 && !attempts.at(-1)?.ok)
      attempts.push(await pipeline.attempt(attempts.length + 1));
    job.sandbox.clearFaults();
    job.sandbox.updateSettings(DEFAULT_SETTINGS);
    if (!attempts.at(-1)?.ok) attempts.push(await pipeline.attempt(attempts.length + 1));
    await assertConsistent(pipeline, attempts);
  }

  const repeatedFaults: readonly [what: string, rules: readonly FaultRule[]][] = [
    ['429 with Retry-After', [{ fault: 'refuse', status: 429, retry_after_seconds: 1, probability: 0.3 }]],
    ['500', [{ fault: 'refuse', status: 500, probability: 0.2 }]],
    ['502, 503 and 504', [502, 503, 504].map((status) => ({ fault: 'refuse', status, probability: 0.1 }))],
    ['resets', [{ fault: 'reset', probability: 0.1, method: 'GET' }]],
    ['lost responses', [{ fault: 'lose-answer', probability: 0.3 }]],
    ['slow responses', [{ fault: 'delay', milliseconds: 300, probability: 0.5 }]],
  ];
  for (const [title, rules] of repeatedFaults) {
    test(`the pipeline creates each record once under repeated ${title}`, () => assertRecovers(rules));
    test(`the pipeline creates each record once with record-run, under repeated ${title}`, () =>
      assertRecovers(rules, {}, 'record-run'));
  }

  test('the pipeline creates each record once with record-run, when tokens expire during the step', () =>
    assertRecovers([], { access_token_seconds: 2, pace: 'fast' }, 'record-run'));

  test('the pipeline creates each record once with record-run, when the step is cancelled at any time', async () => {
    const pipeline = new Pipeline(job, 'cancelled-record-run', 'record-run');
    const attempts: Attempt[] = [];
    for (const cancelAfterMs of [100, 200, 300, 400, 500, 700, 900])
      attempts.push(await pipeline.attempt(attempts.length + 1, () => ({ cancelAfterMs })));
    attempts.push(await pipeline.attempt(attempts.length + 1));
    await assertConsistent(pipeline, attempts);
  });

  test('the pipeline creates each record once when tokens expire during a step', () =>
    assertRecovers([], { access_token_seconds: 2, pace: 'fast' }));
  test('the pipeline creates each record once when the clock of the server is ten minutes ahead', () =>
    assertRecovers([], { clock_skew_seconds: 600 }));
  test('the pipeline creates each record once when the clock of the server is ten minutes behind', () =>
    assertRecovers([], { clock_skew_seconds: -600 }));

  test('the pipeline creates each record once when steps are cancelled at any time', async () => {
    const pipeline = new Pipeline(job, 'terminated');
    const attempts: Attempt[] = [];
    for (const cancelAfterMs of [60, 120, 180, 240, 300, 360, 480]) {
      attempts.push(await pipeline.attempt(attempts.length + 1, () => ({ cancelAfterMs })));
    }
    attempts.push(await pipeline.attempt(attempts.length + 1));
    await assertConsistent(pipeline, attempts);
  });
});

suite('unusable responses', async () => {
  const job = await useJob();

  const rows: readonly [what: string, rule: FaultRule, pattern: RegExp][] = [
    [
      'an HTML page instead of a token',
      { fault: 'html', service: 'keycloak' },
      /keycloak\.token: expected JSON, received text\/html; charset=utf-8 from \S+\. Check the endpoint of keycloak/,
    ],
    [
      'an HTML page instead of a response',
      { fault: 'html', service: 'datastore' },
      /expected JSON, received text\/html; charset=utf-8 from \S+\. Check the endpoint of datastore/,
    ],
    [
      'an interrupted response',
      { fault: 'truncate', service: 'datastore' },
      /cannot reach .*: connection lost/,
    ],
    ['a service that never recovers', { fault: 'refuse', status: 503, service: 'datastore' }, /503/],
  ];
  for (const [title, rule, pattern] of rows) {
    test(`a step fails with a clear message after ${title}`, async () => {
      const end = job.sandbox.injectFault(rule);
      const step = await job.runner.runStep('mint-dataset', {
        with: { metadata: formatDatasetDocument(job.seed.organisation), 'validate-only': 'true' },
      });
      end();
      assert.equal(step.exitCode, 1, step.log);
      const message = step.lastMessage;
      assert.match(message, pattern);
      assert.match(message, /\nHelp: /);
      assert.doesNotMatch(message, /this is a bug/);
    });
  }

  test('mint-dataset reports an unknown outcome with its key when the creation cannot be found', async () => {
    const end = job.sandbox.injectFault({ fault: 'lose-answer', service: 'datastore' });
    const metadata = formatDatasetDocument(job.seed.organisation);
    const step = await job.runner.runStep('mint-dataset', {
      with: { metadata },
      env: { 'INPUT_JOB-INDEX': '0', GITHUB_ACTION: 'lost' },
    });
    end();
    assert.equal(step.exitCode, 1);
    const message = step.lastMessage;
    assert.match(message, /It is unknown whether the server completed this request/);
    assert.match(message, /the idempotency key reef\/models\/4711\/run\/lost\/0/);
  });

  test('a step succeeds when a response arrives byte by byte', async () => {
    const end = job.sandbox.injectFault({ fault: 'drip', service: 'auth', milliseconds: 5 });
    const metadata = formatDatasetDocument(job.seed.organisation).replace('}', ', data_custodian_id: me }');
    const step = await job.run('mint-dataset', { metadata });
    end();
    assert.equal(step.exitCode, 0, step.log);
  });
});
