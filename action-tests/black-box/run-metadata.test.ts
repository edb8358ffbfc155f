import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { runGit } from '../../sandbox/testing/run-git.ts';
import { createModelRunDocument } from './model-run.ts';
import { expectSuccess } from './step-assertions.ts';
import {
  CheckedClient,
  createDatasetMetadata,
  formatDatasetDocument,
  formatModelDocument,
  mintDataset,
  useJob,
} from './test-job.ts';

type Fields = Readonly<Record<string, string>>;

const EVENT_COMMIT = 'e'.repeat(40);
const HEAD_COMMIT = 'b'.repeat(40);

suite('metadata of the workflow run', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const input = await mintDataset(api, job.seed.organisation, 'Input');
  const git = (...args: readonly string[]) => runGit(job.runner.workspace, ...args);
  git('init', '-q');
  git('remote', 'add', 'origin', 'https://github.example/reef/models');
  writeFileSync(join(job.runner.workspace, 'model.py'), 'print(1)\n');
  git('add', 'model.py');
  git('commit', '-qm', 'first');
  /** Commit of the workspace. */
  const commit = git('rev-parse', 'HEAD');
  const event = { pull_request: { number: 12, head: { sha: HEAD_COMMIT } } };
  writeFileSync(join(job.runner.workspace, 'event.json'), JSON.stringify(event));

  const run = async (action: string, inputs: Fields, env: Fields = {}) => {
    return expectSuccess(job.run(action, { 'job-index': '0', ...inputs }, env));
  };
  const metadataOf = async (kind: string, id = '') =>
    assumeType<Fields>((await api.item(kind, id))['user_metadata']);
  const annotationsOf = async (id = '') =>
    assumeType<{ annotations: Fields }>((await api.item('activity/model_run', id))['record']).annotations;

  /** The metadata that each action writes, by action. The run has the event commit as its GITHUB_SHA. */
  async function writeAll(name: string, env: Fields): Promise<ReadonlyMap<string, Fields>> {
    const document = formatModelDocument(name);
    const record = createModelRunDocument(job, { input, output: input }, { display_name: name });
    const dataset = createDatasetMetadata(job.seed.organisation, `${name} recorded`);
    const outputs = [{ dataset_template_id: job.seed.outputTemplate, dataset }];
    const minted = await run(
      'mint-dataset',
      { metadata: formatDatasetDocument(job.seed.organisation, name) },
      env,
    );
    const registered = await run(
      'register-model-run',
      { 'model-run': JSON.stringify(record), wait: 'true' },
      env,
    );
    const recorded = await run('record-run', { run: JSON.stringify({ ...record, outputs }) }, env);
    const item = await run('register-item', { item: document }, env);
    const metadata = new Map([
      ['mint-dataset', await metadataOf('entity/dataset', minted.outputs['dataset-id'])],
      ['register-model-run', await annotationsOf(registered.outputs['model-run-id'])],
      ['record-run', await annotationsOf(recorded.outputs['model-run-id'])],
      ['record-run, dataset', await metadataOf('entity/dataset', recorded.outputs['dataset-id'])],
      ['register-item', await metadataOf('entity/model', item.outputs['id'])],
    ]);
    const { id = '' } = item.outputs;
    const later = { ...env, GITHUB_RUN_ID: `${env['GITHUB_RUN_ID']}1` };
    const version = await run('version-item', { id, reason: 'r' }, later);
    metadata.set('version-item', await metadataOf('entity/model', version.outputs['id']));
    await run('update-item', { id, reason: 'r', updates: 'description: new' }, later);
    metadata.set('update-item', await metadataOf('entity/model', id));
    return metadata;
  }

  const RUN_URL = 'https://github.example/reef/models/actions/runs';

  test('every action records the commit that is checked out, the pull request, and a dirty checkout', async () => {
    const env = {
      GITHUB_RUN_ID: '81',
      GITHUB_SHA: EVENT_COMMIT,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: join(job.runner.workspace, 'event.json'),
    };
    for (const isDirty of [false, true]) {
      if (isDirty) writeFileSync(join(job.runner.workspace, 'model.py'), 'print(2)\n');
      for (const [action, metadata] of await writeAll(isDirty ? 'Dirty' : 'Clean', env)) {
        const isLater = ['version-item', 'update-item'].includes(action);
        assert.deepEqual(
          {
            commit: metadata['ci_commit'],
            event: metadata['ci_event_commit'],
            dirty: metadata['ci_dirty'],
            request: metadata['ci_pull_request'],
            head: metadata['ci_pull_request_head'],
            url: metadata['ci_run_url'],
          },
          {
            commit,
            event: EVENT_COMMIT,
            dirty: isDirty ? 'true' : undefined,
            request: '12',
            head: HEAD_COMMIT,
            url: `${RUN_URL}/${isLater ? '811' : '81'}`,
          },
          action,
        );
      }
    }
  });

  test('an update and a version from a clean checkout without a pull request remove the metadata of the earlier run', async () => {
    const { id = '' } = (
      await run(
        'register-item',
        { item: 'kind: organisation\ndisplay_name: Once dirty\nname: Once dirty\n' },
        { GITHUB_RUN_ID: '82', GITHUB_EVENT_PATH: join(job.runner.workspace, 'event.json') },
      )
    ).outputs;
    assert.equal((await metadataOf('agent/organisation', id))['ci_pull_request'], '12');
    writeFileSync(join(job.runner.workspace, 'model.py'), 'print(1)\n');
    await run('update-item', { id, reason: 'r', updates: 'name: Now clean' }, { GITHUB_RUN_ID: '83' });
    const metadata = await metadataOf('agent/organisation', id);
    assert.equal(metadata['ci_run_url'], `${RUN_URL}/83`);
    for (const name of ['ci_pull_request', 'ci_pull_request_head', 'ci_dirty'])
      assert.equal(metadata[name], undefined, name);
  });

  test('an update and a version without link-run remove the metadata of the earlier run', async () => {
    const item = formatModelDocument('Unlinked');
    const { id = '' } = (await run('register-item', { item }, { GITHUB_RUN_ID: '85' })).outputs;
    assert.equal((await metadataOf('entity/model', id))['ci_run_url'], `${RUN_URL}/85`);
    // In the run that created the item, too.
    const env = { GITHUB_RUN_ID: '85' };
    const version = await run('version-item', { id, reason: 'r', 'link-run': 'false' }, env);
    await run('update-item', { id, reason: 'r', updates: 'description: e', 'link-run': 'false' }, env);
    for (const written of [version.outputs['id'], id]) {
      const names = Object.keys(await metadataOf('entity/model', written));
      const matches = names.filter((name) => name.startsWith('ci_'));
      assert.deepEqual(matches, []);
    }
  });

  test('a version of a dataset that the same run has minted does not inherit its key', async () => {
    const env = { GITHUB_RUN_ID: '86', GITHUB_ACTION: 'mint' };
    const metadata = formatDatasetDocument(job.seed.organisation, 'Minted and versioned');
    const minted = await run('mint-dataset', { metadata }, env);
    const id = minted.outputs['dataset-id'] ?? '';
    const version = await run('version-item', { id, reason: 'r' }, { ...env, GITHUB_ACTION: 'version' });
    const item = await api.item('entity/dataset', version.outputs['id'] ?? '');
    const fields = assumeType<{ dataset_info: { user_metadata: Fields } }>(item['collection_format'])
      .dataset_info.user_metadata;
    assert.equal(fields['ci_run_url'], `${RUN_URL}/86`);
    for (const name of ['idempotency_key', 'content_fingerprint'])
      assert.equal(fields[name], undefined, name);
    const rerun = await run('mint-dataset', { metadata }, { ...env, GITHUB_RUN_ATTEMPT: '2' });
    assert.equal(rerun.outputs['dataset-id'], id);
    assert.deepEqual(rerun.warnings, []);
  });

  for (const action of ['register-model-run', 'record-run'] as const) {
    test(`${action} replaces reserved fields of copied annotations, and finds the run when re-run`, async () => {
      const annotations = {
        scenario: 'test',
        idempotency_key: 'of another run',
        content_fingerprint: '0',
        ci_commit: 'old',
        ci_pull_request: '99',
      };
      const document = createModelRunDocument(
        job,
        { input, output: input },
        { display_name: `Copied for ${action}`, annotations },
      );
      const attempt = (number: string) =>
        run(
          action,
          { [action === 'record-run' ? 'run' : 'model-run']: JSON.stringify(document), wait: 'true' },
          { GITHUB_RUN_ID: '84', GITHUB_ACTION: action, GITHUB_RUN_ATTEMPT: number },
        );
      const first = await attempt('1');
      assert.match(first.log, /Ignored the fields .*idempotency_key/);
      const written = await annotationsOf(first.outputs['model-run-id']);
      assert.equal(written['scenario'], 'test');
      assert.equal(written['ci_commit'], commit);
      assert.equal(written['ci_pull_request'], undefined);
      assert.notEqual(written['idempotency_key'], annotations.idempotency_key);
      const rerun = await attempt('2');
      assert.equal(rerun.outputs['model-run-id'], first.outputs['model-run-id']);
    });
  }

  test('register-model-run names another commit in a notice when a user-defined key finds its run', async () => {
    git('checkout', '-q', '--', '.');
    const record = createModelRunDocument(job, { input, output: input }, { display_name: 'Keyed' });
    const inputs = { 'model-run': JSON.stringify(record), 'idempotency-key': 'keyed-commit' };
    await run('register-model-run', inputs, { GITHUB_RUN_ID: '83' });
    git('commit', '-q', '--allow-empty', '-m', 'next');
    const next = await run('register-model-run', inputs, { GITHUB_RUN_ID: '84' });
    git('reset', '-q', '--hard', commit);
    const [report, ...others] = next.annotations;
    assert.equal(report?.level, 'notice', next.log);
    assert.match(report.message, /^1 of 1 model run had been registered earlier, with commit/);
    assert.deepEqual(others, []);
  });

  test('record-run records the commit before the command, and a re-run names other commits', async () => {
    git('checkout', '-q', '--', '.');
    const record = createModelRunDocument(job, { input, output: input }, { display_name: 'Moved' });
    const dataset = createDatasetMetadata(job.seed.organisation, 'Moved recorded');
    const outputs = [{ dataset_template_id: job.seed.outputTemplate, dataset, path: 'model.py' }];
    const env = { GITHUB_RUN_ID: '82', GITHUB_ACTION: 'moved' };
    const commitAll = 'git add -A; git -c user.name=a -c user.email=a@b commit -qm results';
    const first = await run(
      'record-run',
      { run: JSON.stringify({ ...record, outputs }), command: `echo 'print(3)' > model.py; ${commitAll}` },
      env,
    );
    const annotations = await annotationsOf(first.outputs['model-run-id']);
    const written = await metadataOf('entity/dataset', first.outputs['dataset-id']);
    for (const { ci_commit, ci_dirty } of [annotations, written])
      assert.deepEqual([ci_commit, ci_dirty], [commit, undefined]);
    const again = await run(
      'record-run',
      { run: JSON.stringify({ ...record, outputs }), command: 'true' },
      { ...env, GITHUB_RUN_ATTEMPT: '2' },
    );
    assert.equal(again.outputs['model-run-id'], first.outputs['model-run-id']);
    const change = `commit ${commit.slice(0, 7)} instead of ${git('rev-parse', 'HEAD').slice(0, 7)}`;
    const messages = again.annotations.map(({ message }) => message).join('\n');
    assert.match(messages, new RegExp(`Found dataset .*, and whose metadata names the ${change}: http`));
    assert.match(messages, new RegExp(`1 of 1 model run had been registered earlier, with ${change}, and`));
  });
});
