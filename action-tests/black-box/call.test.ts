import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import type { StepInputs } from './runner.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import {
  CheckedClient,
  createDatasetMetadata,
  createModel,
  isFaultApplied,
  listApiRequests,
  mintDataset,
  useJob,
} from './test-job.ts';
import { startRewritingProxy } from './test-servers.ts';

suite('call', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const dataset = await mintDataset(api, job.seed.organisation);

  const call = (method: string, inputs: Record<string, string> = {}, further: StepInputs = {}) =>
    job.runner.runStep('call', { with: { method, ...inputs }, ...further });
  const asAdmin = (): StepInputs => ({
    env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users.admin.offlineToken },
  });
  const resultOf = async (method: string, inputs: Record<string, string> = {}, further: StepInputs = {}) => {
    const step = await expectSuccess(call(method, inputs, further));
    return JSON.parse(step.outputs['result'] ?? '');
  };

  test('call runs a method without arguments', async () => {
    assert.deepEqual(await resultOf('registry.health'), { message: 'Health check successful.' });
  });

  test('call names the input arguments when it is empty and the method needs it', async () => {
    const step = await call('prov.generateReport', { arguments: '' });
    assertFailed(step, /input arguments: is required by prov\.generateReport; .*empty string/);
  });

  test('call passes plain text as the only argument', async () => {
    const { item } = assumeType<{ item: { id: string } }>(
      await resultOf('datastore.fetchDataset', { arguments: dataset }),
    );
    assert.equal(item.id, dataset);
  });

  test('call passes the entries of a list in order and skips null', async () => {
    const found = assumeType<{ graph: { nodes: unknown[] } }>(
      await resultOf('prov.exploreUpstream', { arguments: `[${dataset}, { depth: 1 }]` }),
    );
    assert.ok(found.graph.nodes.length >= 2);
    const listed = assumeType<{ items: { id: string }[] }>(
      await resultOf('registry.model.list', { arguments: '[null, { timeoutMs: 60000 }]' }),
    );
    const ids = listed.items.map(({ id }) => id);
    assert.deepEqual(ids, [job.seed.model]);
  });

  test('call passes a mapping of parameter names by name', async () => {
    const body = { ...(await api.item('activity/study', job.seed.study)) };
    const info = { display_name: 'Renamed', title: body['title'], description: body['description'] };
    const step = await call('registry.study.update', {
      arguments: JSON.stringify({ id: job.seed.study, reason: 'by name', info }),
    });
    assert.equal(step.exitCode, 0, step.log);
    const item = await api.item('activity/study', job.seed.study);
    assert.equal(item['display_name'], 'Renamed');
    assert.equal(assumeType<{ reason: string }[]>(item['history'])[0]?.reason, 'by name');
  });

  test('call passes any other mapping as the only argument, inline, from a file, or merged', async () => {
    const step = await call(
      'registry.organisation.create',
      { 'arguments-file': 'org.yaml', arguments: 'name: Merged Institute' },
      { files: { 'org.yaml': 'display_name: Institute\nname: Institute\n' } },
    );
    assert.equal(step.exitCode, 0, step.log);
    const { created_item }: { created_item: { id: string } } = JSON.parse(step.outputs['result'] ?? '');
    const item = await api.item('agent/organisation', created_item.id);
    assert.deepEqual([item['name'], item['display_name']], ['Merged Institute', 'Institute']);
  });

  test('call passes a mapping as the only argument when it has the field value', async () => {
    const request = { arguments: '{ value_type: DESC, value: tide }' };
    const { properties } = assumeType<{ properties: { value: string }[] }>(
      await resultOf('idService.mint', request, asAdmin()),
    );
    assert.equal(properties[0]?.value, 'tide');
  });

  test('call returns the whole list of a paging method, or up to the limit', async () => {
    const all = assumeType<unknown[]>(
      await resultOf('registry.general.forAll', { arguments: '{ page_size: 2 }' }),
    );
    assert.ok(all.length > 5);
    const three = assumeType<unknown[]>(
      await resultOf('registry.general.forAll', { arguments: '{ page_size: 2 }', limit: '3' }),
    );
    assert.deepEqual(three, all.slice(0, 3));
  });

  test('call writes text to outputs and files unchanged', async () => {
    const step = await call('prov.generateCsvTemplate', {
      arguments: job.seed.workflowTemplate,
      path: 'out/runs.csv',
    });
    assert.equal(step.exitCode, 0, step.log);
    assert.equal(step.outputs['path'], join(job.runner.workspace, 'out/runs.csv'));
    const written = await readFile(step.outputs['path'] ?? '', 'utf8');
    assert.match(written, /workflow template id/);
    assert.equal(
      written.replaceAll('\r\n', '\n').trimEnd(),
      step.outputs['result']?.replaceAll('\r\n', '\n').trimEnd(),
    );
  });

  test('call writes the result to a file when it is too large for an output', async () => {
    await createModel(api, 'Large', 'x'.repeat(1_100_000));
    const step = await call('registry.model.listAll');
    assert.equal(step.outputs['result'], undefined);
    assert.equal(JSON.parse(await readFile(step.outputs['path'] ?? '', 'utf8')).length, 2);
  });

  test('call sets null when the method returns nothing', async () => {
    const group = { id: 'g1', display_name: 'Group', description: 'A group.' };
    const withoutConfirm = await call('auth.admin.addGroup', { arguments: JSON.stringify(group) }, asAdmin());
    assert.equal(withoutConfirm.exitCode, 1);
    const link = { arguments: 'username: colleague', confirm: 'true' };
    assert.equal(await resultOf('auth.admin.clearLink', link, asAdmin()), null);
  });

  const destructiveMethods = [
    'registry.general.delete',
    'auth.admin.addGroup',
    'prov.admin.clearGraph',
    'idService.removeByIndex',
  ];
  for (const method of destructiveMethods) {
    test(`${method} sends nothing without confirm`, async () => {
      job.sandbox.clearRequestLog();
      const step = await call(method, { arguments: 'id: 10378.1/1' }, asAdmin());
      assertFailed(step, new RegExp(`input confirm: ${method} deletes something`));
      assert.deepEqual(listApiRequests(job.sandbox), []);
    });
  }

  test('call runs a destructive method when confirm is true', async () => {
    const gone = await mintDataset(api, job.seed.organisation);
    await expectSuccess(
      call('registry.general.delete', { arguments: `id: ${gone}`, confirm: 'true' }, asAdmin()),
    );
    await assert.rejects(api.item('entity/dataset', gone).then((item) => assert.ok(item)));
  });

  test('call ends at once when the step is cancelled while it reads', async () => {
    job.sandbox.injectFault({ fault: 'delay', service: 'registry', milliseconds: 20_000 });
    const step = await call(
      'registry.health',
      {},
      { interrupt: { signal: 'SIGTERM', when: () => isFaultApplied(job.sandbox) }, timeoutMs: 15_000 },
    );
    job.sandbox.clearFaults();
    assert.equal(step.timedOut, false);
    assert.match(step.lastMessage, /the step was cancelled/);
  });

  const invalidInputs: readonly (readonly [what: string, inputs: Record<string, string>, pattern: RegExp])[] =
    [
      ['no method', {}, /input method: is required/],
      [
        'a misspelt method',
        { method: 'registry.modelRun.fetsh' },
        /there is no method "registry\.modelRun\.fetsh"\. Did you mean "fetch"\?/,
      ],
      [
        'a method in Python’s spelling',
        { method: 'prov.explore_upstream' },
        /Did you mean "exploreUpstream"\?/,
      ],
      ['an unknown method', { method: 'close' }, /there is no method "close"/],
      [
        'a property of Object.prototype',
        { method: 'registry.constructor' },
        /there is no method "registry\.constructor"/,
      ],
      [
        'an unknown parameter',
        { method: 'registry.model.update', arguments: 'id: 10378.1/1\ninfo: {}\nreasn: x' },
        /input arguments, line 3, column 1: registry\.model\.update has no parameter "reasn"\. Did you mean "reason"/,
      ],
      [
        'an argument of another form',
        { method: 'registry.model.fetch', arguments: 'identifier: 10378.1/1' },
        /registry\.model\.fetch: parameter id: expected a string, found \{"identifier"/,
      ],
      [
        'a number for a handle',
        { method: 'registry.model.fetch', arguments: '10378.1' },
        /registry\.model\.fetch: parameter id: expected a string, found 10378\.1/,
      ],
      [
        'too many arguments',
        { method: 'registry.health', arguments: '[{}, {}]' },
        /registry\.health takes at most 1 argument \(options\), found 2/,
      ],
      [
        'arguments that are not valid YAML',
        { method: 'registry.model.fetch', arguments: '{' },
        /input arguments, line 1/,
      ],
      [
        'a missing file',
        { method: 'registry.model.fetch', 'arguments-file': 'no.yaml' },
        /no\.yaml: input arguments-file: the file does not exist/,
      ],
      [
        'invalid options',
        { method: 'registry.health', arguments: 'options: { timeoutMs: soon }' },
        /timeoutMs: expected milliseconds of at least 0, found soon/,
      ],
      ['a limit of zero', { method: 'registry.health', limit: '0' }, /input limit: expected an integer/],
      [
        'an invalid flag',
        { method: 'registry.health', confirm: 'y' },
        /input confirm: expected true or false/,
      ],
      [
        'arguments that the server rejects',
        { method: 'registry.organisation.create', arguments: '{ display_name: x }' },
        /registry\.organisation\.create: .*name/s,
      ],
    ];
  test('call fails with an unknown outcome and its remedy when the response to a creation is lost', async () => {
    const path = '/registry/agent/organisation/create';
    job.sandbox.injectFault({ fault: 'lose-answer', path, times: 1 });
    const step = await job.runner.runStep('call', {
      with: { method: 'registry.organisation.create', arguments: '{ display_name: Lost, name: Lost }' },
    });
    job.sandbox.clearFaults();
    assertFailed(
      step,
      /^registry\.organisation\.create: .*\nIt is unknown whether the server completed this request\.\nLook for the result in the registry before/,
    );
    const created = await api.list('registry', '/registry/agent/organisation/list');
    assert.equal(created.filter((item) => item['display_name'] === 'Lost').length, 1);
  });

  test('call sets the result when its file cannot be written', async () => {
    const step = await job.run('call', {
      method: 'registry.organisation.create',
      arguments: '{ display_name: Without a file, name: Without a file }',
      path: '.git/result.json',
    });
    assertFailed(step, /input path: .*reserved for Git/);
    assert.match(JSON.parse(step.outputs['result'] ?? '{}').created_item?.id, /^10378\.1\/\d+$/);
  });

  test('call names the handle in a rejection', async () => {
    await using proxy = await startRewritingProxy(job, 'datastore', {
      '/register/mint-dataset': (response) => ({
        ...response,
        status: { success: false, details: 'no record' },
      }),
    });
    const metadata = JSON.stringify(createDatasetMetadata(job.seed.organisation, 'Rejected'));
    const step = await job.runner.runStep('call', {
      with: { method: 'datastore.mintDataset', arguments: `[${metadata}]` },
      env: proxy.env,
    });
    assert.equal(step.exitCode, 1, step.log);
    const [dataset] = (await api.list('registry', '/registry/entity/dataset/list')).filter(
      (item) => item['display_name'] === 'Rejected',
    );
    assert.match(step.warnings.join('\n'), new RegExp(`handle: "${dataset?.['id']}"`));
  });

  for (const [title, inputs, pattern] of invalidInputs) {
    test(`call fails with a clear message: ${title}`, async () => {
      assertFailed(await job.run('call', inputs), pattern);
    });
  }
});
