import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createModelRunDocument } from './model-run.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, useJob } from './test-job.ts';

suite('register-model-run', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const input = await mintDataset(api, job.seed.organisation, 'Input');
  const output = await mintDataset(api, job.seed.organisation, 'Output');

  const record = (name: string, changes: Record<string, unknown> = {}) =>
    createModelRunDocument(job, { input, output }, { display_name: name, ...changes });
  const register = (
    document: unknown,
    inputs: Record<string, string> = {},
    env: Record<string, string> = {},
  ) => job.run('register-model-run', { 'model-run': JSON.stringify(document), ...inputs }, env);
  const runOf = async (id = ''): Promise<Record<string, unknown>> =>
    assumeType<Record<string, unknown>>((await api.item('activity/model_run', id))['record']);
  const lodged = async (): Promise<number> =>
    (await api.list('registry', '/registry/activity/model_run/list')).length;

  test('register-model-run registers one run, and await-job waits for its session', async () => {
    const sent = await expectSuccess(register(record('One')));
    assert.equal(sent.outputs['count'], '1');
    const waited = await expectSuccess(
      job.run('await-job', { 'session-id': sent.outputs['session-id'] ?? '' }),
    );
    assert.equal(waited.outputs['status'], 'succeeded');
    const run = await runOf(waited.outputs['model-run-id']);
    assert.equal(run['display_name'], 'One');
    assert.deepEqual(run['associations'], { modeller_id: job.seed.person, requesting_organisation_id: null });
    assert.equal(run['start_time'], 1714543200);
    assert.equal(run['end_time'], 1714546800);
    const {
      idempotency_key: _,
      content_fingerprint: fingerprint,
      ...annotations
    } = assumeType<Record<string, string>>(run['annotations']);
    assert.match(fingerprint ?? '', /^[0-9a-f]{32}$/);
    assert.deepEqual(annotations, {
      scenario: 'test',
      ci_repository: 'reef/models',
      ci_commit: '0123456789abcdef0123456789abcdef01234567',
      ci_ref: 'refs/heads/main',
      ci_workflow: 'nightly',
      ci_run_url: 'https://github.example/reef/models/actions/runs/4711',
      ci_run_attempt: '1',
      ci_actor: 'ada',
    });
    const result: { record: { id: string } } = JSON.parse(waited.outputs['result'] ?? '');
    assert.equal(result.record.id, waited.outputs['model-run-id']);
  });

  test('register-model-run records no metadata of the workflow run when link-run is false', async () => {
    const step = await expectSuccess(
      register(record('Alone'), { 'link-run': 'false', wait: 'true', timeout: '60s' }),
    );
    const { annotations } = await runOf(step.outputs['model-run-id']);
    const names = Object.keys(assumeType<object>(annotations));
    const matches = names.filter((name) => name.startsWith('ci_'));
    assert.deepEqual(matches, []);
  });

  test('register-model-run registers a list as a batch and returns ids in input order', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `Batch ${i + 1}`);
    const step = await expectSuccess(
      register(
        names.map((name) => record(name)),
        { wait: 'true' },
      ),
    );
    const ids: string[] = JSON.parse(step.outputs['model-run-ids'] ?? '');
    const found = await Promise.all(ids.map(async (id) => (await runOf(id))['display_name']));
    assert.deepEqual(found, names);
    assertOutputs(step, { succeeded: '13', pending: '[]' });
    assert.match(step.summary, /12 of 12 jobs succeeded.*Batch 12/s);
  });

  test('register-model-run reads YAML, JSON, JSON Lines and CSV and merges common fields', async () => {
    const { associations, start_time, end_time, ...rest } = record('');
    const named = (name: string) => ({ ...rest, display_name: name });
    const step = await expectSuccess(
      job.runner.runStep('register-model-run', {
        files: {
          'runs/a.yaml': `- ${JSON.stringify(named('From YAML'))}\n`,
          'runs/b.json': JSON.stringify([named('From JSON')]),
          'runs/c.jsonl': `${JSON.stringify(named('Line 1'))}\n\n${JSON.stringify(named('Line 2'))}\n`,
        },
        with: {
          'model-run-file': 'runs/*',
          'model-run': JSON.stringify({ associations, start_time, end_time }),
          wait: 'true',
        },
      }),
    );
    const ids: string[] = JSON.parse(step.outputs['model-run-ids'] ?? '');
    const found = await Promise.all(ids.map(async (id) => (await runOf(id))['display_name']));
    assert.deepEqual(found, ['From YAML', 'From JSON', 'Line 1', 'Line 2']);
  });

  test('register-model-run converts CSV templates of Provena and reports invalid rows by line', async () => {
    const query = { workflow_template_id: job.seed.workflowTemplate };
    const header = String((await api.get('prov', '/bulk/generate_template/csv', query)).body).trim();
    const cells = (name: string, start: string) => {
      const values: Record<string, string> = {
        'display name': name,
        description: 'From a table',
        'agent id': job.seed.person,
      };
      return header
        .split(',')
        .map((cell) => {
          if (cell.startsWith('execution start')) return start;
          if (cell.startsWith('execution end')) return '2024-05-01 07:00:00+00:00';
          if (cell.startsWith('Input dataset')) return `https://hdl.handle.net/${input}`;
          if (cell.startsWith('Output dataset')) return `"hdl:${output}"`;
          if (cell.startsWith('Input resource')) return 'co2.csv';
          if (cell === 'annotation: scenario') return 'table';
          return values[cell] ?? '';
        })
        .join(',');
    };
    const good = '2024-05-01 06:00:00+00:00';
    const table = (rows: string[]) => `\uFEFF${header}\r\n${rows.join('\r\n')}\r\n`;
    const fine = await expectSuccess(
      job.runner.runStep('register-model-run', {
        files: { 'runs.csv': table([cells('Row 1', good), cells('Row 2', good)]) },
        with: { 'model-run-file': 'runs.csv', wait: 'true' },
      }),
    );
    assert.equal(JSON.parse(fine.outputs['model-run-ids'] ?? '').length, 2);
    const bad = await job.runner.runStep('register-model-run', {
      files: {
        'runs.csv': table([
          cells('Row 1', good),
          cells('Row 2', '01/05/2024'),
          cells('Row 3', good),
          cells('', good),
        ]),
      },
      with: { 'model-run-file': 'runs.csv' },
    });
    const validated = await job.run('validate', { path: 'runs.csv', online: 'true' });
    for (const { exitCode, annotations } of [bad, validated]) {
      assert.equal(exitCode, 1);
      assert.deepEqual(
        annotations.filter(({ file }) => file).map(({ file, line }) => [file, line]),
        [
          ['runs.csv', '3'],
          ['runs.csv', '5'],
        ],
      );
    }
  });

  test('register-model-run reports template mismatches of all records before it sends any', async () => {
    const before = await lodged();
    const step = await register([
      record('Good'),
      record('No annotation', { annotations: {} }),
      record('Wrong key', {
        inputs: [
          { dataset_template_id: job.seed.inputTemplate, dataset_id: input, resources: { serie: 'x' } },
        ],
      }),
      record('Not a dataset', {
        outputs: [{ dataset_template_id: job.seed.outputTemplate, dataset_id: job.seed.model }],
      }),
      record('No output', { outputs: [] }),
      record('Unknown template', { outputs: [{ dataset_template_id: '10378.1/404', dataset_id: output }] }),
      record('No such study', { study_id: '10378.1/404' }),
    ]);
    assert.equal(step.exitCode, 1);
    const lines = step.lastMessage.split('\n');
    for (const expected of [
      '[1].annotations: the workflow template requires the annotation "scenario"',
      '[2].inputs[0].resources: the dataset template requires the path of the resource "series"',
      '[2].inputs[0].resources.serie: is not a resource of the dataset template. Did you mean "series"?',
      `[3].outputs[0].dataset_id: expected the handle of an item of kind dataset; ${job.seed.model} is of kind model`,
      `[4].outputs: the workflow template requires a dataset of template ${job.seed.outputTemplate} here`,
      '[5].outputs[0].dataset_template_id: "10378.1/404" is not a dataset template of the workflow template',
      '[6].study_id: expected the handle of an item of kind study; 10378.1/404 is not in this registry',
    ])
      assert.ok(
        lines.some((line) => line.includes(expected)),
        `${expected}\n---\n${lines.join('\n')}`,
      );
    assert.equal(await lodged(), before);
  });

  test('register-model-run registers valid records and names the others when on-invalid is skip', async () => {
    const step = await register([record('Kept'), record('Left out', { annotations: {} })], {
      'on-invalid': 'skip',
      wait: 'true',
    });
    assert.equal(step.exitCode, 0, step.log);
    assert.equal(step.outputs['count'], '1');
    assert.match(step.warnings[0] ?? '', /Skipped: .*scenario/);
    assert.match(step.log, /1 valid record remains\./);
  });

  test('register-model-run fails when no record is valid and on-invalid is skip', async () => {
    const before = await lodged();
    const invalid = [1, 2].map((number) => record(`Invalid ${number}`, { annotations: {} }));
    const step = await register(invalid, { 'on-invalid': 'skip' });
    assertFailed(
      step,
      /^input model-run: no record is valid\. Correct the records as the warnings above describe\n/,
    );
    assert.equal(await lodged(), before);
  });

  test('register-model-run skips lines that are not JSON and rows that are rejected when on-invalid is skip', async () => {
    const lines = [JSON.stringify(record('Line 1')), '{"display_name": }', JSON.stringify(record('Line 3'))];
    const files = { 'runs.jsonl': lines.join('\n') };
    const inputs = { 'model-run-file': 'runs.jsonl' };
    const rejected = await job.runner.runStep('register-model-run', { with: inputs, files });
    assertFailed(
      rejected,
      /^runs\.jsonl:2:18: not valid JSON: expected a value, and no comma after the last entry\n/,
    );
    const skipped = await expectSuccess(
      job.runner.runStep('register-model-run', {
        with: { ...inputs, 'on-invalid': 'skip', wait: 'true' },
        files,
      }),
    );
    assert.equal(skipped.outputs['count'], '2');
    const warning = skipped.annotations.find(({ level }) => level === 'warning');
    assert.match(warning?.message ?? '', /^Skipped: runs\.jsonl:2:18: not valid JSON: expected a value/);
    assert.deepEqual([warning?.file, warning?.line], ['runs.jsonl', '2']);
  });

  test('register-model-run skips only the records with an expression when on-invalid is skip', async () => {
    const list = [record('Plain'), record('Copied', { description: `Run of \${{ github.sha }}` })];
    const text = JSON.stringify(list, null, 1);
    for (const name of ['runs.json', 'runs.yaml']) {
      const step = await expectSuccess(
        job.runner.runStep('register-model-run', {
          with: { 'model-run-file': name, 'on-invalid': 'skip', wait: 'true' },
          files: { [name]: name === 'runs.yaml' ? `# As YAML.\n${text}` : text },
        }),
      );
      assert.equal(step.outputs['count'], '1');
      assert.match(
        step.warnings[0] ?? '',
        /^Skipped: runs\.\w+:\d+:\d+: \[1\]\.description: found the expression/,
      );
    }
  });

  test('register-model-run reports milliseconds in place of seconds, and sends nothing', async () => {
    const before = await lodged();
    const step = await register(record('Late', { end_time: 1714543200000 }));
    assert.match(step.lastMessage, /end_time: .*These are milliseconds: write 1714543200\n/);
    assert.equal(await lodged(), before);
  });

  test('register-model-run registers nothing when validate-only is true', async () => {
    const before = await lodged();
    await expectSuccess(register([record('Only checked')], { 'validate-only': 'true' }));
    assert.equal(await lodged(), before);
  });

  test('register-model-run registers only the missing records of a batch when re-run', async () => {
    const env = { GITHUB_ACTION: 'again', 'INPUT_JOB-INDEX': '0' };
    const rerunEnv = { ...env, GITHUB_RUN_ATTEMPT: '2' };
    const one = await register(record('Once'), { wait: 'true' }, env);
    const rerun = await register(record('Once'), { wait: 'true' }, rerunEnv);
    assertOutputs(rerun, { 'model-run-id': one.outputs['model-run-id'], reused: '1' });

    const batchEnv = { ...env, GITHUB_ACTION: 'batch' };
    const records = ['a', 'b', 'c', 'd'].map((name) => record(name));
    job.sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', after: 1, times: 2 });
    const partly = await register(records, { wait: 'true' }, batchEnv);
    job.sandbox.clearFaults();
    assert.equal(partly.exitCode, 1);
    assert.equal(partly.outputs['failed'], '2');
    const before = await lodged();
    const rest = await expectSuccess(
      register(records, { wait: 'true' }, { ...batchEnv, GITHUB_RUN_ATTEMPT: '2' }),
    );
    assert.equal(rest.outputs['reused'], '2');
    assert.equal(JSON.parse(rest.outputs['model-run-ids'] ?? '').length, 4);
    assert.equal(await lodged(), before + 2);
  });

  test('register-model-run identifies records by content when the list grows and is reordered', async () => {
    const env = { GITHUB_ACTION: 'list', 'INPUT_JOB-INDEX': '0' };
    const names = ['S-A', 'S-C', 'S-C'];
    const first = await register(
      names.map((name) => record(name)),
      { wait: 'true' },
      env,
    );
    assert.equal(first.exitCode, 0, first.log);
    const before = await lodged();
    const longer = ['S-C', 'S-B', 'S-A', 'S-C', 'S-C'].map((name) => record(name));
    const rerun = await expectSuccess(
      register(longer, { wait: 'true' }, { ...env, GITHUB_RUN_ATTEMPT: '2' }),
    );
    assert.equal(rerun.outputs['reused'], '3');
    assert.equal(await lodged(), before + 2);
    const results: { display_name?: string }[] = JSON.parse(rerun.outputs['results'] ?? '');
    const actual = results.flatMap(({ display_name: name }) => name ?? []);
    assert.deepEqual(
      actual,
      longer.map(({ display_name: name }) => name),
    );
    const [first1, first2, first3]: string[] = JSON.parse(first.outputs['model-run-ids'] ?? '');
    const ids: string[] = JSON.parse(rerun.outputs['model-run-ids'] ?? '');
    assert.equal(ids[2], first1);
    assert.deepEqual(new Set([ids[0], ids[3]]), new Set([first2, first3]));
  });

  test('register-model-run reports how many records were sent when a later batch is rejected', async () => {
    // More than one batch: one has at most 500 records.
    const records = Array.from({ length: 501 }, (_, i) => record(`Sweep ${i}`));
    const path = '/model_run/register_batch';
    job.sandbox.injectFault({ fault: 'refuse', service: 'prov', path, status: 500, after: 1 });
    const step = await job.runner.runStep('register-model-run', {
      with: { 'model-run-file': 'sweep.json' },
      files: { 'sweep.json': JSON.stringify(records) },
    });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 1);
    const message = step.lastMessage;
    assert.match(
      message,
      /\n\d+ of 501 records were sent before the failure\. Output session-ids has their sessions\.\n/,
    );
    assert.match(message, /Re-run the job: it sends only the remaining records\./);
    const [session, ...others] = JSON.parse(step.outputs['session-ids'] ?? '[]');
    assert.deepEqual(others, []);
    assert.ok(step.summary.includes(`Session: <code>${session}</code>.`), step.summary);
  });

  test('register-model-run names the session in the summary when the job cannot be read', async () => {
    job.sandbox.injectFault({ fault: 'refuse', service: 'jobs', path: '/jobs/user/fetch', status: 422 });
    const step = await register(record('Unreadable job'), { wait: 'true' });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 1, step.log);
    const session = step.outputs['session-id'] ?? '';
    assert.ok(step.summary.includes(`Sent 1 model run. Session: <code>${session}</code>.`), step.summary);
  });

  test('register-model-run fails when idempotency-key belongs to another record', async () => {
    const key = { 'idempotency-key': 'scenario-1' };
    const first = await expectSuccess(register(record('Keyed'), { ...key, wait: 'true' }));
    const before = await lodged();
    const other = await register(record('Another'), key);
    assert.equal(other.exitCode, 1, other.log);
    const { message = '' } = other.annotations.at(-1) ?? {};
    assert.match(message, /key scenario-1 belongs to job .*\ndisplay_name: "Keyed" → "Another"\n/);
    const rewritten = { ...record('Keyed'), study_id: null, start_time: '2024-05-01T16:00:00+10:00' };
    const again = await register(rewritten, { ...key, wait: 'true' });
    assert.equal(again.outputs['model-run-id'], first.outputs['model-run-id'], again.log);
    assert.equal(await lodged(), before);
  });

  for (const [fault, title] of [
    ['fail-lodge', 'lodges a run again when its first job failed after it was registered'],
    ['fail-after-lodge', 'reuses a run that is lodged although its job failed'],
  ] as const) {
    test(`register-model-run ${title}`, async () => {
      const env = { GITHUB_ACTION: fault, 'INPUT_JOB-INDEX': '0' };
      for (const document of [record(`${fault} one`), [record(`${fault} a`), record(`${fault} b`)]]) {
        const kind = Array.isArray(document) ? 'batch' : 'single';
        const attempt = (number: string) =>
          register(
            document,
            { wait: 'true' },
            { ...env, GITHUB_ACTION: `${fault}-${kind}`, GITHUB_RUN_ATTEMPT: number },
          );
        job.sandbox.injectFault({ fault, job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
        const before = await lodged();
        const failed = await attempt('1');
        job.sandbox.clearFaults();
        assert.equal(failed.exitCode, 1, failed.log);
        const total = Array.isArray(document) ? document.length : 1;
        assert.equal(await lodged(), before + total);
        for (const number of ['2', '3']) {
          const rerun = await expectSuccess(attempt(number));
          assert.equal(new Set(JSON.parse(rerun.outputs['model-run-ids'] ?? '[]')).size, total, rerun.log);
          assert.equal(await lodged(), before + total, rerun.log);
        }
      }
    });
  }
});
