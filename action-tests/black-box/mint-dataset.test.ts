import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, isFaultApplied, listApiRequests, useJob } from './test-job.ts';

suite('mint-dataset', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const document = formatDatasetDocument(job.seed.organisation);
  /** Mints a dataset of this name. */
  const mintNamed = (
    name: string,
    inputs: Record<string, string> = {},
    env: Record<string, string> = {},
    more = '',
  ) => {
    const metadata = formatDatasetDocument(job.seed.organisation, name) + more;
    return job.run('mint-dataset', { metadata, ...inputs }, env);
  };

  test('mint-dataset finds the dataset of another run when idempotency-key is the same', async () => {
    const inputs = { 'idempotency-key': 'survey-2024', timeout: '60s', wait: 'true' };
    const mint = (run: string) => mintNamed('Record', inputs, { GITHUB_RUN_ID: run });
    const first = await mint('1');
    const rerun = await mint('2');
    assert.equal(first.outputs['reused'], 'false', first.log);
    assertOutputs(rerun, { reused: 'true', 'dataset-id': first.outputs['dataset-id'] });
  });

  test('mint-dataset finds the dataset of its idempotency-key when the same metadata is written in another way', async () => {
    const mint = (more: string) => mintNamed('Rewritten', { 'idempotency-key': 'rewritten' }, {}, more);
    const first = await mint('');
    const again = await mint('  keywords: []\n  user_metadata: null\n');
    assertOutputs(again, { 'dataset-id': first.outputs['dataset-id'], reused: 'true' });
    assert.equal((await mint('  keywords: [a]\n')).exitCode, 1);
  });

  test('mint-dataset fails and names the differences when idempotency-key belongs to other content', async () => {
    const mint = (name: string) => mintNamed(name, { 'idempotency-key': 'survey-2025' });
    const first = await mint('Readings');
    const other = await mint('Means');
    assert.equal(other.exitCode, 1, other.log);
    const { message = '' } = other.annotations.at(-1) ?? {};
    assert.match(message, new RegExp(`key survey-2025 belongs to ${first.outputs['dataset-id']}`));
    assert.match(message, /dataset_info\.name: "Readings" → "Means"/);
    assert.equal(other.outputs['dataset-id'], undefined);
  });

  test('mint-dataset names the new dataset when the search for equal ones fails after it was minted', async () => {
    const path = '/registry/items/list';
    job.sandbox.injectFault({ fault: 'refuse', status: 403, service: 'datastore', path, after: 1 });
    const step = await mintNamed('Not searched', { 'idempotency-key': 'survey-2026' });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 0, step.log);
    const id = step.outputs['dataset-id'] ?? '';
    assert.equal((await api.datasets()).filter((dataset) => dataset['id'] === id).length, 1);
    assert.match(
      step.warnings[0] ?? '',
      new RegExp(`${id} was created.*search for the key survey-2026 failed`),
    );
  });

  test('mint-dataset finds its dataset when an update removed all metadata', async () => {
    const env = { GITHUB_ACTION: 'cleared', 'INPUT_JOB-INDEX': '0' };
    const mint = (number: string) => mintNamed('Cleared', {}, { ...env, GITHUB_RUN_ATTEMPT: number });
    const first = await mint('1');
    const id = first.outputs['dataset-id'] ?? '';
    for (const fields of ['user_metadata: { station: A }', 'user_metadata: null']) {
      const update = await job.runner.runStep('update-item', {
        with: { id, updates: `dataset_info: { ${fields} }`, reason: 'r', 'link-run': 'false' },
      });
      assert.equal(update.outputs['updated'], 'true', update.log);
    }
    const { collection_format } = await api.item('entity/dataset', id);
    const { dataset_info: info } = assumeType<{ dataset_info: { user_metadata: Record<string, string> } }>(
      collection_format,
    );
    assert.equal(info.user_metadata['station'], undefined);
    const rerun = await mint('2');
    assertOutputs(rerun, { 'dataset-id': id, reused: 'true' });
  });

  test('mint-dataset finds its own dataset when steps share a key, by content and order', async () => {
    const env = { GITHUB_RUN_ID: '9100', GITHUB_ACTION: 'publish', 'INPUT_JOB-INDEX': '0' };
    const mint = async (name: string, number: string) => {
      const step = await expectSuccess(mintNamed(name, {}, { ...env, GITHUB_RUN_ATTEMPT: number }));
      return step.outputs['dataset-id'];
    };
    const steps = ['Readings', 'Means', 'Means'];
    const first: (string | undefined)[] = [];
    for (const name of steps) first.push(await mint(name, '1'));
    assert.equal(new Set(first).size, 3);
    const rerun: (string | undefined)[] = [];
    for (const name of steps) rerun.push(await mint(name, '2'));
    assert.deepEqual(rerun, first);
    assert.equal(first.includes(await mint('Means', '2')), false);
  });

  test('mint-dataset mints two datasets and names the first when two steps of a job have equal metadata', async () => {
    const mint = (action: string) => mintNamed('Twice', {}, { GITHUB_ACTION: action });
    const first = await mint('one');
    assert.doesNotMatch(first.log, /has the same metadata as/);
    const second = await mint('two');
    assert.notEqual(second.outputs['dataset-id'], first.outputs['dataset-id']);
    assert.ok(
      second.log.includes(`has the same metadata as ${first.outputs['dataset-id']} of an earlier step`),
    );
  });

  test('mint-dataset does not count a step that only validates when steps share a key', async () => {
    const env = { GITHUB_ACTION: 'composite', 'INPUT_JOB-INDEX': '0' };
    const mint = (number: string, inputs: Record<string, string> = {}) =>
      mintNamed('Validated first', inputs, { ...env, GITHUB_RUN_ATTEMPT: number });
    await mint('1', { 'validate-only': 'true' });
    const first = await mint('1');
    // The re-run validates twice, for example because a condition changed.
    for (const _ of [1, 2]) await mint('2', { 'validate-only': 'true' });
    const rerun = await mint('2');
    assert.equal(rerun.outputs['dataset-id'], first.outputs['dataset-id'], rerun.log);
  });

  test('mint-dataset replaces reserved fields of a copied document and finds it when re-run', async () => {
    const copied = `${document}  user_metadata: { idempotency_key: other, ci_commit: '1111', site: A }\n`;
    const env = { GITHUB_RUN_ID: '9101', GITHUB_ACTION: 'mint', 'INPUT_JOB-INDEX': '0' };
    const mint = (number: string) =>
      job.run('mint-dataset', { metadata: copied }, { ...env, GITHUB_RUN_ATTEMPT: number });
    const first = await expectSuccess(mint('1'));
    assert.match(first.annotations[0]?.message ?? '', /Ignored the fields idempotency_key, ci_commit/);
    const rerun = await mint('2');
    assert.equal(rerun.outputs['dataset-id'], first.outputs['dataset-id']);
    const metadata = assumeType<Record<string, string>>(
      (await api.item('entity/dataset', first.outputs['dataset-id'] ?? ''))['user_metadata'],
    );
    assert.equal(metadata['ci_commit'], '0123456789abcdef0123456789abcdef01234567');
    assert.equal(metadata['site'], 'A');
  });

  test('mint-dataset receives the response of a request under way when the step is cancelled', async () => {
    job.sandbox.injectFault({
      fault: 'delay',
      service: 'datastore',
      method: 'POST',
      path: '/register/mint-dataset',
      milliseconds: 2000,
      times: 1,
    });
    const step = await job.runner.runStep('mint-dataset', {
      with: { metadata: document },
      interrupt: { signal: 'SIGTERM', when: () => isFaultApplied(job.sandbox) },
    });
    assert.notEqual(step.exitCode, 0);
    assert.match(step.outputs['dataset-id'] ?? '', /^10378\.1\//, step.log);
    assert.match(step.lastMessage, /the step was cancelled/);
  });

  test('mint-dataset mints an inline document and sets the S3 outputs', async () => {
    const step = await expectSuccess(job.run('mint-dataset', { metadata: document }));
    const {
      'dataset-id': id = '',
      'handle-url': url,
      's3-uri': uri,
      bucket,
      prefix,
      'session-id': session,
      reused,
    } = step.outputs;
    const item = await api.item('entity/dataset', id);
    assert.equal(item['display_name'], 'Record');
    assert.deepEqual(item['s3'], { bucket_name: bucket, path: prefix, s3_uri: uri });
    assert.equal(url, `${job.sandbox.endpoints.handle}/${id}`);
    assert.match(session ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(reused, 'false');
    assert.match(step.summary, new RegExp(`### Provena: mint-dataset.*${id}`, 's'));
    const levels = step.annotations.map(({ level }) => level);
    assert.deepEqual(levels, ['notice']);
  });

  test('mint-dataset records the workflow run unless link-run is false', async () => {
    const linked = await job.run('mint-dataset', { metadata: document });
    const bare = await job.run('mint-dataset', { metadata: document, 'link-run': 'false' });
    const metadata = async (id = '') =>
      assumeType<Record<string, string>>((await api.item('entity/dataset', id))['user_metadata']);
    const {
      idempotency_key: _,
      content_fingerprint: fingerprint,
      ...run
    } = await metadata(linked.outputs['dataset-id']);
    assert.match(fingerprint ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(run, {
      ci_repository: 'reef/models',
      ci_commit: '0123456789abcdef0123456789abcdef01234567',
      ci_ref: 'refs/heads/main',
      ci_workflow: 'nightly',
      ci_run_url: 'https://github.example/reef/models/actions/runs/4711',
      ci_run_attempt: '1',
      ci_actor: 'ada',
    });
    assert.deepEqual(Object.keys(await metadata(bare.outputs['dataset-id'])), [
      'idempotency_key',
      'content_fingerprint',
    ]);
  });

  test('mint-dataset merges the inline document over the file and resolves me', async () => {
    const step = await expectSuccess(
      job.runner.runStep('mint-dataset', {
        files: { 'provena/record.yaml': document },
        with: {
          'metadata-file': 'provena/record.yaml',
          metadata: 'associations: {data_custodian_id: me}\ndataset_info: {name: Merged}',
        },
      }),
    );
    const item = await api.item('entity/dataset', step.outputs['dataset-id'] ?? '');
    assert.equal(item['display_name'], 'Merged');
    const format = assumeType<{ associations: unknown }>(item['collection_format']);
    assert.deepEqual(format.associations, {
      organisation_id: job.seed.organisation,
      data_custodian_id: job.seed.person,
      point_of_contact: null,
    });
  });

  test('mint-dataset waits until the creation is in the graph when wait is true', async () => {
    const step = await expectSuccess(job.run('mint-dataset', { metadata: document, wait: 'true' }));
    const id = encodeURIComponent(step.outputs['dataset-id'] ?? '');
    const lineage = await api.call('prov', 'GET', `/explore/upstream?starting_id=${id}&depth=1`);
    assert.ok(Number(lineage['record_count']) >= 3, JSON.stringify(lineage));
  });

  test('mint-dataset mints nothing and reports missing references when validate-only is true', async () => {
    const before = (await api.datasets()).length;
    const good = await job.run('mint-dataset', { metadata: document, 'validate-only': 'true' });
    const bad = await job.runner.runStep('mint-dataset', {
      with: { metadata: formatDatasetDocument('10378.1/404'), 'validate-only': 'true' },
    });
    assert.equal(good.exitCode, 0, good.log);
    assert.deepEqual(good.outputs, {});
    assert.equal(bad.exitCode, 1);
    assert.match(bad.log, /10378\.1\/404/);
    assert.equal((await api.datasets()).length, before);
  });

  test('mint-dataset reports a rejection of the server at the field with the id that it names', async () => {
    const metadata = document.replace(/publisher_id: .*/, 'publisher_id: 10378.1/404');
    for (const validateOnly of ['true', 'false']) {
      const step = await job.runner.runStep('mint-dataset', {
        files: { 'provena/record.yaml': metadata },
        with: { 'metadata-file': 'provena/record.yaml', 'validate-only': validateOnly },
      });
      assert.equal(step.exitCode, 1);
      const place = step.annotations.find(({ file }) => file);
      const line = metadata.split('\n').findIndex((text) => text.includes('publisher_id')) + 1;
      assert.deepEqual([place?.file, place?.line], ['provena/record.yaml', String(line)], step.log);
      assert.match(
        place?.message ?? '',
        /^dataset_info\.publisher_id: the server rejects it: .*10378\.1\/404/,
      );
    }
  });

  test('mint-dataset reports three errors at their lines and sends nothing', async () => {
    job.sandbox.clearRequestLog();
    const wrong = document
      .replace('access_info: {}', 'acces_info: {}')
      .replace(/license: .*/, 'license: CC-BY')
      .replace('description: A record.', 'description: 12');
    const step = await job.runner.runStep('mint-dataset', {
      files: { 'provena/record.yaml': wrong },
      with: { 'metadata-file': 'provena/record.yaml' },
    });
    assert.equal(step.exitCode, 1);
    const places = step.annotations
      .filter(({ file }) => file)
      .map(({ file, line, message }) => `${file}:${line} ${message}`);
    assert.deepEqual(places, [
      'provena/record.yaml:5 dataset_info.description: expected a string, found 12: put it in quotes, "12"',
      'provena/record.yaml:3 dataset_info.access_info: is required: expected a mapping',
      'provena/record.yaml:10 dataset_info.license: expected an http or https URL; found "CC-BY". Example: https://creativecommons.org/licenses/by/4.0/',
      'provena/record.yaml:6 dataset_info.acces_info: is not a known field. Did you mean "access_info"?',
    ]);
    assert.match(step.log, /4 problems found/);
    assert.deepEqual(listApiRequests(job.sandbox), []);
  });

  test('mint-dataset finds the dataset of the first attempt when the workflow is re-run', async () => {
    const env = { GITHUB_ACTION: 'mint', 'INPUT_JOB-INDEX': '0' };
    const first = await job.run('mint-dataset', { metadata: document }, env);
    const rerun = await job.run('mint-dataset', { metadata: document }, { ...env, GITHUB_RUN_ATTEMPT: '2' });
    const other = await job.runner.runStep('mint-dataset', {
      with: { metadata: document },
      env: { ...env, 'INPUT_JOB-INDEX': '1', GITHUB_RUN_ATTEMPT: '2' },
    });
    assertOutputs(rerun, {
      'dataset-id': first.outputs['dataset-id'],
      's3-uri': first.outputs['s3-uri'],
      'session-id': first.outputs['session-id'],
      reused: 'true',
    });
    assert.notEqual(other.outputs['dataset-id'], first.outputs['dataset-id']);
    assert.equal(other.outputs['reused'], 'false');
    const withNull = await job.runner.runStep('mint-dataset', {
      with: { metadata: `${document}  purpose: null\n` },
      env: { ...env, GITHUB_RUN_ATTEMPT: '3' },
    });
    assert.equal(withNull.outputs['dataset-id'], first.outputs['dataset-id'], withNull.log);
  });

  test('mint-dataset finds its dataset without a warning when new versions of it exist', async () => {
    const mint = (attempt: string) =>
      job.runner.runStep('mint-dataset', {
        with: { metadata: document },
        env: { GITHUB_ACTION: 'versioned', 'INPUT_JOB-INDEX': '0', GITHUB_RUN_ATTEMPT: attempt },
      });
    const first = await mint('1');
    const id = first.outputs['dataset-id'] ?? '';
    const version = await expectSuccess(job.run('version-item', { id, reason: 'Next' }));
    // The server copies the metadata, so that a version of another program has the key of its predecessor.
    const copied = await api.call('datastore', 'POST', '/register/version', {
      id: version.outputs['id'],
      reason: 'By another program',
    });
    assert.notEqual(copied['new_version_id'], undefined);
    const rerun = await expectSuccess(mint('2'));
    assert.equal(rerun.outputs['dataset-id'], id);
    const matches = rerun.annotations.filter(({ level }) => level !== 'notice');
    assert.deepEqual(matches, []);
  });

  test('mint-dataset mints no second dataset when a response is lost', async () => {
    const before = (await api.datasets()).length;
    job.sandbox.injectFault({ fault: 'lose-answer', path: '/register/mint-dataset', times: 1 });
    const step = await job.run('mint-dataset', { metadata: document });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 0, step.log);
    const after = await api.datasets();
    assert.equal(after.length, before + 1);
    assert.equal(after[0]?.['id'], step.outputs['dataset-id']);
  });

  test('mint-dataset masks secrets before use and shows none in log, summary or outputs', async () => {
    const step = await job.run('mint-dataset', { metadata: document });
    const secrets = [job.sandbox.users.modeller.offlineToken, ...step.masks];
    assert.ok(
      step.masks.some((mask) => mask.startsWith('eyJ') && mask !== job.sandbox.users.modeller.offlineToken),
    );
    const seen = [
      step.summary,
      ...Object.values(step.outputs),
      ...step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    ];
    for (const secret of secrets)
      assert.ok(!seen.some((text) => text.includes(secret)), 'a secret was shown');
  });
});
