import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, useJob } from './test-job.ts';
import { startRewritingProxy } from './test-servers.ts';

interface ListedItem {
  readonly id: string;
  readonly item_subtype: string;
  readonly record_type: string;
  readonly display_name?: string;
  readonly owner_username: string;
}

suite('list-items', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const datasets: string[] = [];
  for (const name of ['Beta', 'alpha', 'Gamma (2)'])
    datasets.push(await mintDataset(api, job.seed.organisation, name));
  const colleague = new CheckedClient(job.sandbox, 'admin');
  await colleague.call('registry', 'POST', '/registry/agent/organisation/create', {
    display_name: '=HYPERLINK("https://example.org")',
    name: 'Trust, "and" more',
  });
  const seeded = await api.call('registry', 'POST', '/registry/activity/study/seed');
  const seed = assumeType<{ id: string }>(seeded['seeded_item']).id;

  const step = (inputs: Record<string, string>) => job.run('list-items', inputs);
  const items = async (path = ''): Promise<ListedItem[]> =>
    assumeType<ListedItem[]>(JSON.parse(await readFile(path, 'utf8')));

  test('list-items writes every complete item of every kind to a file', async () => {
    const result = await expectSuccess(step({}));
    assert.equal(result.outputs['path'], join(job.runner.workspace, 'items.json'));
    const listed = await items(result.outputs['path']);
    assert.deepEqual(
      JSON.parse(result.outputs['ids'] ?? ''),
      listed.map(({ id }) => id),
    );
    assert.equal(result.outputs['count'], String(listed.length));
    for (const id of [...Object.values(job.seed), ...datasets])
      assert.ok(
        listed.some((item) => item.id === id),
        id,
      );
    assert.ok(listed.every(({ record_type }) => record_type === 'COMPLETE_ITEM'));
    assert.match(result.summary, new RegExp(`Wrote ${listed.length} items of all kinds to items.json`));
  });

  test('list-items sorts in both directions', async () => {
    const ids = async (inputs: Record<string, string>) =>
      assumeType<string[]>(JSON.parse((await step({ kind: 'dataset', ...inputs })).outputs['ids'] ?? ''));
    assert.deepEqual(await ids({ sort: 'created', ascending: 'true' }), datasets);
    assert.deepEqual(await ids({ sort: 'created' }), datasets.toReversed());
    const [beta, alpha, gamma] = datasets;
    assert.deepEqual(await ids({ sort: 'name', ascending: 'true' }), [beta, gamma, alpha]);
    const query = new URLSearchParams({ handle_id: beta ?? '', reason: 'touched' });
    // Provena stores times in whole seconds.
    await sleep(1000);
    const format = (await api.item('entity/dataset', beta ?? ''))['collection_format'];
    await api.call('datastore', 'POST', `/register/update-metadata?${query}`, format);
    assert.equal((await ids({ sort: 'updated' }))[0], beta);
  });

  test('list-items reads all pages and stops at the limit', async () => {
    const many = await useJob();
    const client = new CheckedClient(many.sandbox);
    const body = (i: number) => ({ display_name: `Org ${i}`, name: `Org ${i}` });
    for (let i = 0; i < 130; i++)
      await client.call('registry', 'POST', '/registry/agent/organisation/create', body(i));
    const all = await many.runner.run('list-items', { kind: 'organisation', format: 'jsonl' });
    const some = await many.runner.runStep('list-items', {
      with: { kind: 'organisation', limit: '120', path: 'some.json' },
    });
    const lines = (await readFile(all.outputs['path'] ?? '', 'utf8')).trimEnd().split('\n');
    assert.equal(all.outputs['count'], '131');
    assert.equal(new Set(lines.map((line) => JSON.parse(line).id)).size, 131);
    assert.equal(some.outputs['count'], '120');
  });

  test('list-items uses the singular when it wrote one item', async () => {
    const one = await step({ limit: '1', path: 'one.json' });
    assert.equal(one.outputs['count'], '1', one.log);
    assert.match(one.log, /^Wrote 1 item of all kinds to /m);
  });

  test('list-items filters by kind, record type, owner and name', async () => {
    const filtered = async (inputs: Record<string, string>) => {
      const result = await expectSuccess(step({ ...inputs, path: 'filtered.json' }));
      return items(result.outputs['path']);
    };
    const names = async (inputs: Record<string, string>) =>
      (await filtered(inputs)).map(({ display_name }) => display_name).sort();
    const foundIds = (await filtered({ 'record-type': 'seed' })).map(({ id }) => id);
    assert.deepEqual(foundIds, [seed]);
    const studies = await filtered({ 'record-type': 'all', kind: 'study' });
    assert.deepEqual(studies.map(({ id }) => id).sort(), [job.seed.study, seed].sort());
    assert.deepEqual(await names({ owner: 'admin' }), ['=HYPERLINK("https://example.org")']);
    const own = await filtered({ owner: 'me' });
    assert.ok(own.length > 5 && own.every(({ owner_username }) => owner_username === 'modeller'));
    assert.deepEqual(await names({ name: 'ALPHA' }), ['alpha']);
    assert.deepEqual(await names({ name: '*(2)', kind: 'dataset' }), ['Gamma (2)']);
    assert.deepEqual(await names({ name: 'a*', kind: 'dataset' }), ['alpha']);
    assert.deepEqual(await names({ name: 'alph', kind: 'dataset' }), []);
    assert.deepEqual(await names({ name: 'g*MM*(*2*)', kind: 'dataset' }), ['Gamma (2)']);
    assert.deepEqual(await names({ name: 'alpha*a', kind: 'dataset' }), []);
    assert.deepEqual(await names({ name: '*pha*', kind: 'dataset' }), ['alpha']);
    await mintDataset(api, job.seed.organisation, 'Récif'.normalize('NFD'));
    assert.equal((await names({ name: 'RÉC*'.normalize('NFC'), kind: 'dataset' })).length, 1);
  });

  test('list-items filters a name of 100,000 characters by a pattern with many asterisks', async () => {
    await using large = await startRewritingProxy(job, 'registry', {
      '/registry/general/list': (response) => ({
        ...response,
        items: assumeType<object[]>(response['items']).map((item) => ({
          ...item,
          display_name: 'a'.repeat(100_000),
        })),
      }),
    });
    const result = await job.runner.runStep('list-items', {
      with: { name: '*a*a*a*a*b' },
      env: large.env,
      timeoutMs: 60_000,
    });
    assert.deepEqual([result.timedOut, result.outputs['count']], [false, '0'], result.log);
  });

  test('list-items sets an empty list when nothing matches', async () => {
    const result = await step({ name: 'no such name', path: 'empty.json' });
    assertOutputs(result, { count: '0', ids: '[]' });
    assert.equal(await readFile(result.outputs['path'] ?? '', 'utf8'), '[]\n');
  });

  test('list-items writes CSV for spreadsheets and escapes formulas', async () => {
    const result = await step({ kind: 'organisation', format: 'csv', path: 'out/orgs.csv', owner: 'admin' });
    const rows: Record<string, string>[] = parse(await readFile(result.outputs['path'] ?? '', 'utf8'), {
      columns: true,
    });
    const [{ id, created, updated, ...row } = {}] = rows;
    assert.deepEqual([id], JSON.parse(result.outputs['ids'] ?? ''));
    assert.match(created ?? '', /^20\d\d-.*Z$/);
    assert.equal(updated, created);
    assert.deepEqual(row, {
      item_category: 'AGENT',
      item_subtype: 'ORGANISATION',
      record_type: 'COMPLETE_ITEM',
      display_name: '\'=HYPERLINK("https://example.org")',
      owner_username: 'admin',
      version: '',
      next_version: '',
    });
  });

  test('list-items keeps the old file when reading the list fails', async () => {
    const inputs = { path: 'kept.json', kind: 'dataset' };
    const before = await readFile((await step(inputs)).outputs['path'] ?? '', 'utf8');
    job.sandbox.injectFault({ fault: 'refuse', path: '/registry/general/list', status: 400 });
    const result = await step(inputs);
    job.sandbox.clearFaults();
    assert.equal(result.exitCode, 1);
    assert.equal(await readFile(join(job.runner.workspace, 'kept.json'), 'utf8'), before);
    assert.equal(result.outputs['path'], undefined);
  });

  test('list-items names each invalid input when several are invalid', async () => {
    const invalid = {
      kind: 'paper',
      limit: '0',
      format: 'xml',
      sort: 'size',
      'record-type': 'half',
      ascending: 'down',
    };
    assertFailed(
      await step(invalid),
      /input kind: expected one of/,
      /input limit: expected an integer of at least 1/,
      /input format: expected one of json, jsonl, csv/,
      /input sort: expected one of/,
      /input record-type: expected one of/,
      /input ascending: expected true or false/,
    );
  });

  test('list-items rejects the order by name when seed items are listed', async () => {
    const inputs = { sort: 'name', 'record-type': 'all' };
    assertFailed(await step(inputs), /input sort: seed items have no name\. Sort by/);
  });

  test('list-items names path when the file cannot be written', async () => {
    assertFailed(await step({ path: '.' }), /input path: \. cannot be written/);
  });
});
