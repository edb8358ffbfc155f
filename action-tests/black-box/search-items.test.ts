import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, useJob } from './test-job.ts';
import { replaceService } from './test-servers.ts';

interface Hit {
  readonly id: string;
  readonly score: number;
  readonly state: string;
  readonly display_name?: string;
  readonly item_subtype?: string;
}

suite('search-items', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const open = await mintDataset(api, job.seed.organisation, 'Quokka tracks');
  const hostile = await mintDataset(api, job.seed.organisation, 'Quokka |<img src=x>| `@ada`');
  const seeded = await api.call('registry', 'POST', '/registry/agent/organisation/seed');
  const seed = assumeType<{ id: string }>(seeded['seeded_item']).id;
  const colleague = new CheckedClient(job.sandbox, 'admin');
  const created = await colleague.call('registry', 'POST', '/registry/agent/organisation/create', {
    display_name: 'Quokka trust',
    name: 'Quokka trust',
  });
  const closed = assumeType<{ id: string }>(created['created_item']).id;
  await colleague.call(
    'registry',
    'PUT',
    `/registry/agent/organisation/auth/configuration?id=${encodeURIComponent(closed)}`,
    { owner: 'admin', general: [], groups: {} },
  );

  const step = (inputs: Record<string, string>) => job.run('search-items', inputs);
  const hitsOf = (outputs: Readonly<Record<string, string>>) =>
    assumeType<Hit[]>(JSON.parse(outputs['items'] ?? ''));

  test('search-items sets matches in order of score, with the names of readable items', async () => {
    const result = await expectSuccess(step({ query: 'quokka' }));
    const hits = hitsOf(result.outputs);
    assert.deepEqual(
      JSON.parse(result.outputs['ids'] ?? ''),
      hits.map(({ id }) => id),
    );
    assert.equal(result.outputs['count'], '3');
    const scores = hits.map(({ score }) => score);
    assert.deepEqual(
      scores,
      hits.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    const of = (id: string) => hits.find((hit) => hit.id === id);
    const { score: _, ...readable } = of(open) ?? { score: 0 };
    assert.deepEqual(readable, {
      id: open,
      state: 'complete',
      display_name: 'Quokka tracks',
      item_subtype: 'DATASET',
    });
    assert.equal(of(closed)?.state, 'closed');
    assert.equal(of(closed)?.display_name, undefined);
    assert.match(result.summary, /\(the user of the token cannot read it\)/);
  });

  test('search-items escapes names in the summary', async () => {
    const { summary } = await step({ query: 'quokka', kind: 'dataset' });
    assert.ok(summary.includes('&#124;&#60;img src=x&#62;&#124; &#96;&#64;&#8203;ada&#96;'), summary);
  });

  test('search-items finds a seed item by its handle and marks it as a seed', async () => {
    const result = await step({ query: seed });
    const hit = hitsOf(result.outputs).find(({ id }) => id === seed);
    assert.deepEqual([hit?.state, hit?.display_name], ['seed', undefined], result.log);
    assert.match(result.log, /\(seed item without content\)/);
  });

  test('search-items reports deleted items and the warnings of the search service', async () => {
    const results = [{ id: '10378.1/404', score: 1 }];
    const found = { status: { success: true, details: '' }, results, warnings: ['the index is old'] };
    await using index = await replaceService(job, 'search', () => found);
    const result = await step({ query: 'x', endpoints: index.endpoints });
    const states = hitsOf(result.outputs).map(({ state }) => state);
    assert.deepEqual(states, ['deleted']);
    const messages = result.annotations.map(({ message }) => message);
    assert.deepEqual(messages, ['Search warning: the index is old']);
  });

  test('search-items looks a handle up in the registry when the index does not rank its item', async () => {
    const other = { id: hostile, score: 3.5 };
    const response = { status: { success: true, details: '' }, results: [other] };
    await using index = await replaceService(job, 'search', () => response);
    const { endpoints } = index;
    const found = async (inputs: Record<string, string>) => {
      const { outputs, log, exitCode } = await step({ ...inputs, endpoints });
      assert.equal(exitCode, 0, log);
      return hitsOf(outputs).map(({ id }) => id);
    };
    const id = open;
    const page = `https://registry.example.org/item/${id}`;
    for (const query of [
      id,
      ` ${id} `,
      `https://hdl.handle.net/${id}`,
      `hdl:${id}`,
      page,
      `info:hdl/${id}`,
      `"${id}"`,
    ])
      assert.deepEqual(await found({ query }), [id, other.id]);
    assert.deepEqual(await found({ query: id, limit: '1' }), [id]);
    assert.deepEqual(await found({ query: id, kind: 'model' }), [other.id]);
    for (const query of ['10378.1/404', 'sea/land', 'https://example.org/about'])
      assert.deepEqual(await found({ query }), [other.id]);
    assert.deepEqual(await found({ query: other.id ?? '' }), [other.id]);
  });

  test('search-items returns the other items when one cannot be read', async () => {
    const { sandbox } = job;
    sandbox.injectFault({ fault: 'refuse', path: '/registry/general/fetch', status: 400, times: 1 });
    const result = await step({ query: 'quokka' });
    sandbox.clearFaults();
    assert.equal(result.exitCode, 0, result.log);
    assert.equal(hitsOf(result.outputs).filter(({ state }) => state === 'unknown').length, 1);
    assert.match(result.annotations[0]?.message ?? '', /was found but could not be read: .*\(400\)/);
  });

  test('search-items filters by kind and limit', async () => {
    const kinds = await step({ query: 'quokka', kind: 'Organisation' });
    assert.deepEqual(JSON.parse(kinds.outputs['ids'] ?? ''), [closed]);
    const one = await step({ query: 'quokka', limit: '1' });
    assert.equal(JSON.parse(one.outputs['ids'] ?? '').length, 1);
    assert.equal(one.outputs['count'], '1');
  });

  test('search-items sets an empty list, or fails with fail-if-none, when nothing matches', async () => {
    const none = await expectSuccess(step({ query: 'zzzzzz' }));
    assertOutputs(none, { ids: '[]', items: '[]', count: '0' });
    const failed = await step({ query: 'zzzzzz', kind: 'model-run', 'fail-if-none': 'true' });
    assertFailed(
      failed,
      /nothing in the registry matches "zzzzzz" among items of kind model-run\nUse fewer words/,
    );
    assert.equal(failed.outputs['count'], '0');
  });

  test('search-items names each invalid input when several are invalid', async () => {
    assertFailed(
      await step({ limit: '51', kind: 'datset', 'fail-if-none': '1' }),
      /input query: is required/,
      /input limit: expected an integer from 1 to 50/,
      /input kind: expected one of model-run, .*found "datset"\. Did you mean "dataset"\?/,
      /input fail-if-none: expected true or false/,
    );
  });
});
