import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertNothingInjected, HOSTILE_TEXT, INJECTIONS } from './hostile-text.ts';
import { registerRun } from './model-run.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, useJob } from './test-job.ts';

/** Environment variables, and so inputs, cannot contain NUL. */
const REASON = HOSTILE_TEXT.replaceAll('\0', '');

type With = Readonly<Record<string, string>>;

suite('hostile server responses are shown as plain text', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const created = async (kind: string, fields: object) => {
    const { created_item } = await api.call('registry', 'POST', `/registry/${kind}/create`, fields);
    return assumeType<{ id: string }>(created_item).id;
  };
  const text = {
    display_name: HOSTILE_TEXT,
    description: HOSTILE_TEXT,
    user_metadata: { [HOSTILE_TEXT]: HOSTILE_TEXT },
  };
  const study = await created('activity/study', { ...text, title: HOSTILE_TEXT });
  const model = await created('entity/model', {
    ...text,
    name: HOSTILE_TEXT,
    documentation_url: 'https://example.org/docs',
    source_url: 'https://example.org/source',
  });
  const run = await registerRun(api, { seed: { ...job.seed, study } }, HOSTILE_TEXT);

  /** Steps that show an item with hostile text in every field. */
  const steps: readonly (readonly [what: string, action: string, inputs: () => With])[] = [
    ['an item', 'fetch-item', () => ({ id: study, query: 'display_name' })],
    ['a path without a value', 'fetch-item', () => ({ id: study, query: 'user_metadata.none' })],
    ['a list', 'list-items', () => ({ kind: 'study', name: INJECTIONS[0] })],
    ['search results', 'search-items', () => ({ query: 'FORGED' })],
    ['a lineage', 'explore-lineage', () => ({ id: run.run, direction: 'both', svg: 'lineage.svg' })],
    ['conditions of a lineage', 'explore-lineage', () => ({ id: run.run, 'fail-if': 'unreleased' })],
    ['an export', 'export-lineage', () => ({ id: run.run, direction: 'both', path: 'lineage.provn' })],
    ['a change', 'update-item', () => ({ id: study, updates: 'description: plain', reason: REASON })],
    [
      'a plan',
      'update-item',
      () => ({ id: model, updates: 'description: plain', plan: 'true', reason: 'r' }),
    ],
    ['a new version', 'version-item', () => ({ id: model, reason: REASON })],
    ['a report', 'generate-report', () => ({ id: study })],
    ['the result of a call', 'call', () => ({ method: 'registry.general.fetch', arguments: study })],
  ];
  for (const [title, action, inputs] of steps) {
    test(`${action} shows ${title} as plain text`, async () => {
      const result = await job.run(action, inputs());
      assertNothingInjected(result);
      assert.doesNotMatch(result.log, /bug in the action/);
    });
  }

  test('register-model-run shows a hostile job message as plain text', async () => {
    const record = { ...(await api.item('activity/model_run', run.run)) }['record'];
    const registered = await expectSuccess(
      job.runner.runStep('register-model-run', {
        with: { 'model-run': JSON.stringify(record), wait: 'true', 'idempotency-key': 'hostile' },
      }),
    );
    assertNothingInjected(registered);
    const awaited = await expectSuccess(
      job.run('await-job', { 'session-id': registered.outputs['session-id'] ?? '' }),
    );
    assertNothingInjected(awaited);
    assert.match(awaited.outputs['results'] ?? '', /FORGED/);
  });

  /** Every action that sends requests, with valid inputs. */
  const cases: readonly (readonly [action: string, inputs: () => With])[] = [
    ['fetch-item', () => ({ id: study })],
    ['list-items', () => ({})],
    ['search-items', () => ({ query: 'x' })],
    ['explore-lineage', () => ({ id: run.run })],
    ['export-lineage', () => ({ id: run.run, path: 'lineage.json' })],
    ['update-item', () => ({ id: study, updates: 'description: other', reason: 'r' })],
    ['generate-report', () => ({ id: study })],
    ['await-job', () => ({ 'session-id': '00000000-0000-4000-8000-000000000000', timeout: '2s' })],
    ['download-data', () => ({ 'dataset-id': run.output, path: 'data' })],
    ['call', () => ({ method: 'registry.general.fetch', arguments: study })],
  ];
  const rejections: readonly (readonly [what: string, status: number, body: object])[] = [
    ['a sentence', 400, { detail: HOSTILE_TEXT }],
    ['a message about a role', 401, { detail: HOSTILE_TEXT }],
    [
      'a list of fields',
      422,
      {
        detail: [
          {
            loc: ['body', HOSTILE_TEXT],
            msg: HOSTILE_TEXT,
            type: HOSTILE_TEXT,
            ctx: { enum_values: [HOSTILE_TEXT] },
          },
        ],
      },
    ],
    ['a failure', 500, { detail: HOSTILE_TEXT }],
  ];
  const endless: readonly (readonly [title: string, status: number, body: object])[] = [
    ['a sentence of 5 MB', 400, { detail: 'x'.repeat(5e6) }],
    [
      '100,000 errors',
      422,
      { detail: Array.from({ length: 100_000 }, (_, i) => ({ loc: ['body', i], msg: 'bad', type: 't' })) },
    ],
  ];
  for (const [title, status, body] of endless) {
    test(`fetch-item shortens ${title} (${status})`, async () => {
      job.sandbox.injectFault({ fault: 'refuse', service: 'registry', status, body: { ...body } });
      const result = await job.run('fetch-item', { id: study });
      job.sandbox.clearFaults();
      assert.equal(result.exitCode, 1);
      assert.ok(result.log.length < 100_000, `the log has ${result.log.length} characters`);
      assert.match(result.log, /…/);
    });
  }

  for (const [action, inputs] of cases) {
    for (const [title, status, body] of rejections) {
      test(`${action} shows ${title} (${status}) as plain text`, async () => {
        for (const service of ['registry', 'search', 'prov', 'jobs', 'datastore'] as const)
          job.sandbox.injectFault({ fault: 'refuse', service, status, body: { ...body } });
        const result = await job.run(action, inputs());
        job.sandbox.clearFaults();
        assert.equal(result.exitCode, 1, result.log);
        assertNothingInjected(result);
        assert.equal(result.annotations.at(-1)?.level, 'error');
      });
    }
  }
});
