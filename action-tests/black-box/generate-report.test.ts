import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { registerRun } from './model-run.ts';
import { startReportServer } from './report-server.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, useJob } from './test-job.ts';
import { replaceService } from './test-servers.ts';

/** A Word file is a ZIP archive; the names of its entries are not compressed. */
const isWordDocument = (file: Buffer) =>
  file.subarray(0, 2).toString() === 'PK' && file.includes('word/document.xml');

suite('generate-report', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const { run } = await registerRun(api, job, 'Spring/tide: "A" ../run');

  const step = (inputs: Record<string, string>, env: Record<string, string> = {}) =>
    job.run('generate-report', inputs, env);

  test('generate-report writes the report of a model run to a file named after the run', async () => {
    const result = await expectSuccess(step({ id: run }));
    const { path = '', bytes, 'session-id': session = '' } = result.outputs;
    assert.equal(path, join(job.runner.workspace, basename(path)));
    assert.equal(basename(path), 'Spring tide A .. run.docx');
    const file = await readFile(path);
    assert.ok(isWordDocument(file));
    assert.equal(Number(bytes), file.length);
    assert.match(session, /^[0-9a-f-]{36}$/);
    assert.ok(result.summary.includes('Spring/tide: "A" ../run'));
  });

  test('generate-report shortens the name of the file when the name of the run is longer than file systems allow', async () => {
    const { run: long } = await registerRun(api, job, '\u{20bb7}珊瑚礁'.repeat(30));
    const result = await expectSuccess(step({ id: long }));
    const name = basename(result.outputs['path'] ?? '');
    assert.match(name, /^(\u{20bb7}珊瑚礁){2,}.*(?<!\ufffd)\.docx$/u);
    assert.ok(isWordDocument(await readFile(join(job.runner.workspace, name))));
  });

  test('generate-report writes the report of a study with the given depth and path', async () => {
    const result = await expectSuccess(
      step({ id: job.seed.study, depth: '3', path: 'reports/study.docx', timeout: '60s' }),
    );
    assert.equal(result.outputs['path'], join(job.runner.workspace, 'reports/study.docx'));
    assert.ok(isWordDocument(await readFile(result.outputs['path'] ?? '')));
    const session = result.outputs['session-id'] ?? '';
    const { job: created } = await api.call('jobs', 'GET', `/jobs/user/fetch?session_id=${session}`);
    const { id, item_subtype, depth } = assumeType<{ payload: Record<string, unknown> }>(created).payload;
    assert.deepEqual({ id, item_subtype, depth }, { id: job.seed.study, item_subtype: 'STUDY', depth: 3 });
  });

  test('generate-report names the job in the log and the outputs when the step is cancelled', async () => {
    job.sandbox.injectFault({ fault: 'hang-job', job_sub_type: 'GENERATE_REPORT', times: 1 });
    const result = await job.runner.runStep('generate-report', {
      with: { id: run },
      interrupt: { signal: 'SIGINT', when: (log) => log.includes('The server creates the report in job ') },
    });
    job.sandbox.clearFaults();
    assertFailed(result, /the step was cancelled/);
    const session = result.outputs['session-id'] ?? '';
    assert.match(session, /^[0-9a-f-]{36}$/);
    assert.match(result.log, new RegExp(`The jobs continue on the server: 1 of 1 job is .*\n${session} is `));
  });

  test('generate-report masks the download link and sends no token with it', async () => {
    await using front = await startReportServer(job, [503, 200]);
    const result = await expectSuccess(step({ id: run, path: 'linked.docx', endpoints: front.endpoints }));
    assert.equal(await readFile(join(job.runner.workspace, 'linked.docx'), 'utf8'), 'PK linked');
    assert.deepEqual(front.authorizations, [undefined, undefined]);
    assert.ok(result.masks.includes(front.link));
    const shown = result.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const seen = [...shown, result.summary, ...Object.values(result.outputs)];
    assert.ok(!seen.some((text) => text.includes('X-Amz-Signature')));
  });

  test('generate-report fails without showing the link when it has expired', async () => {
    await using front = await startReportServer(job, [403]);
    const result = await step({ id: run, endpoints: front.endpoints });
    assert.equal(result.exitCode, 1);
    const message = result.lastMessage;
    assert.match(message, /rejected the link \(403\)\nRe-run the job/);
    assert.doesNotMatch(message, /Signature/);
  });

  test('generate-report follows no link to another host, and does not retry it', async () => {
    await using front = await startReportServer(job, [302, 302]);
    const result = await step({ id: run, endpoints: front.endpoints });
    assertFailed(
      result,
      /^fetching the document: \S+ redirects to another host \(elsewhere\.example\.org\), which is not followed\nAsk an/,
    );
    assert.equal(front.authorizations.length, 1);
  });

  test('generate-report accepts a document in the response of an older server', async () => {
    await using older = await replaceService(job, 'prov', (request, response) => {
      if (request.url !== '/explore/generate/report') return void response.writeHead(404).end();
      const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
      response.writeHead(200, { 'content-type': type }).end('PK the whole document');
    });
    const result = await expectSuccess(step({ id: run, path: 'old.docx', endpoints: older.endpoints }));
    assert.equal(await readFile(join(job.runner.workspace, 'old.docx'), 'utf8'), 'PK the whole document');
    assertOutputs(result, { bytes: '21', 'session-id': undefined });
  });

  test('generate-report sets session-id and reports the reason of the server when the job fails', async () => {
    job.sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'GENERATE_REPORT', times: 1 });
    const result = await step({ id: run });
    job.sandbox.clearFaults();
    assertFailed(result, /1 of 1 job failed/);
    assert.match(result.outputs['session-id'] ?? '', /^[0-9a-f-]{36}$/);
    assert.equal(result.outputs['path'], undefined);
  });

  test('generate-report fails at its timeout when the job hangs', async () => {
    job.sandbox.injectFault({ fault: 'hang-job', job_sub_type: 'GENERATE_REPORT', times: 1 });
    const result = await step({ id: run, timeout: '1s' });
    job.sandbox.clearFaults();
    assertFailed(
      result,
      /1 of 1 job is not finished.*await-job with the session ids in the outputs of this step/s,
    );
  });

  test('generate-report names each invalid input when several are invalid', async () => {
    assertFailed(
      await step({ depth: '4', timeout: 'soon' }),
      /input id: is required/,
      /input depth: expected an integer from 1 to 3/,
      /input timeout: expected a time/,
    );
  });

  const invalidInputs: readonly (readonly [
    string,
    { readonly id: string; readonly path?: string },
    RegExp,
  ])[] = [
    ['an unknown item', { id: '10378.1/404' }, /registry\.general\.fetch: not found/],
    ['a path that is a folder', { id: 'run', path: '.' }, /input path: \. cannot be written: it is a folder/],
    [
      'an item of a kind without reports',
      { id: 'person' },
      /input id: .* is of kind person; expected a model-run or a study/,
    ],
  ];
  for (const [title, { id, ...inputs }, pattern] of invalidInputs) {
    test(`generate-report fails with a clear message: ${title}`, async () => {
      const ids: Readonly<Record<string, string>> = { run, person: job.seed.person };
      assertFailed(await step({ id: ids[id] ?? id, ...inputs }), pattern);
    });
  }
});
