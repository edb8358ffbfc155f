import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { registerRun } from './model-run.ts';
import type { StepResult } from './runner.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, useJob } from './test-job.ts';
import { makeCopies, type ServiceServer, startRewritingProxy } from './test-servers.ts';

/** Maximum number of characters of all outputs of a job: 1 MiB in UTF-16. */
const MAX_OUTPUT_BYTES = 512 * 1024;
/** Maximum number of bytes of an environment variable of Linux, its name included. */
const MAX_VARIABLE_BYTES = 128 * 1024;
const ITEM_COUNT = 30_000;

type Entry = { id: string; session_id: string; result: { record: { id: string } } };

/** The value of an output, read from the file that a warning names. */
async function readOutputFile(step: StepResult, output: string): Promise<unknown> {
  assert.equal(step.outputs[output], '', `${output} is set to a part of it`);
  const warnings = step.warnings;
  const matches = warnings.map((message) =>
    new RegExp(`^Output ${output} has \\d+ characters, .*\\. The value is in (\\S+)\\.$`).exec(message),
  );
  const path = matches.find((match) => match !== null)?.[1];
  assert.ok(path, `no warning names ${output}: ${warnings.join('; ')}`);
  return JSON.parse(await readFile(path, 'utf8'));
}

function assertWithinLimits({ outputs, summary }: StepResult): void {
  const characters = Object.values(outputs).reduce((sum, value) => sum + value.length, 0);
  assert.ok(characters <= MAX_OUTPUT_BYTES, `the outputs have ${characters} characters`);
  for (const [name, value] of Object.entries(outputs))
    assert.ok(Buffer.byteLength(`INPUT_${name}=${value}`) < MAX_VARIABLE_BYTES, `${name} cannot be passed`);
  assert.ok(Buffer.byteLength(summary) <= 1024 * 1024, `the summary has ${Buffer.byteLength(summary)} bytes`);
}

suite('results that are too large for an output', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const run = await registerRun(api, job);

  const through = async (on: ServiceServer, action: string, inputs: Record<string, string>) => {
    const step = await expectSuccess(job.run(action, inputs, on.env));
    assertWithinLimits(step);
    return step;
  };
  const many = (entries: unknown, count = ITEM_COUNT): Entry[] => {
    // The smallest, so that all of them stay within the limit on the size of a response.
    const [first] = (entries as Entry[]).toSorted(
      (a, b) => JSON.stringify(a).length - JSON.stringify(b).length,
    );
    assert.ok(first);
    return makeCopies(count, first, (copy, i) => ({ ...copy, id: `10378.1/${1_000_000 + i}` }));
  };

  test('list-items writes 30,000 handles to a file', async () => {
    await using on = await startRewritingProxy(job, 'registry', {
      '/registry/general/list': (response) => ({
        ...response,
        items: many(response['items']),
        pagination_key: null,
      }),
    });
    const step = await through(on, 'list-items', {});
    assert.equal(assumeType<string[]>(await readOutputFile(step, 'ids')).length, ITEM_COUNT);
    assert.equal(step.outputs['count'], String(ITEM_COUNT));
  });

  test('explore-lineage writes a graph of 30,000 items to a file', async () => {
    await using on = await startRewritingProxy(job, 'prov', {
      '/explore/upstream': (response) => {
        const { nodes, links } = assumeType<{ nodes: Entry[]; links: object[] }>(response['graph']);
        const all = [...nodes, ...many(nodes)];
        return { ...response, graph: { ...assumeType<object>(response['graph']), nodes: all, links } };
      },
    });
    const step = await through(on, 'explore-lineage', { id: run.run });
    const graph = assumeType<{ nodes: unknown[] }>(await readOutputFile(step, 'graph'));
    assert.ok(graph.nodes.length > ITEM_COUNT);
    assert.equal(assumeType<string[]>(await readOutputFile(step, 'ids')).length, graph.nodes.length);
    assert.equal(step.outputs['node-count'], String(graph.nodes.length));
    assert.match(step.summary, /3000\d [a-z ]+</, 'the copies are drawn as one group');
  });

  test('await-job writes the ids of 10,000 runs to a file', async () => {
    const batch = 'aaaaaaaa-0000-4000-8000-000000000000';
    const jobs = await api.call('jobs', 'POST', '/jobs/user/list', {});
    const done = assumeType<(Entry & { job_type: string })[]>(jobs['jobs']).filter(
      ({ result }) => result?.record,
    );
    assert.ok(done.length > 0);
    await using on = await startRewritingProxy(job, 'jobs', {
      '/jobs/user/list_batch': (response) => ({
        ...response,
        jobs: makeCopies(10_000, assumeType<Entry>(done[0]), (copy, i) => ({
          ...copy,
          batch_id: batch,
          session_id: `${i.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`,
          result: { record: { id: `10378.1/${2_000_000 + i}` } },
        })),
        pagination_key: null,
      }),
    });
    const step = await through(on, 'await-job', { 'batch-id': batch, timeout: '120s' });
    assert.equal(assumeType<unknown[]>(await readOutputFile(step, 'results')).length, 10_000);
    assert.equal(assumeType<unknown[]>(await readOutputFile(step, 'model-run-ids')).length, 10_000);
    assert.equal(step.outputs['succeeded'], '10000');
  });

  const large = 'x'.repeat(600_000);

  test('update-item and fetch-item write a field larger than all outputs to a file', async () => {
    const updates = JSON.stringify({ description: large });
    const update = await expectSuccess(
      job.runner.runStep('update-item', {
        with: { id: job.seed.study, 'updates-file': 'large.json', reason: 'r' },
        files: { 'large.json': updates },
      }),
    );
    assertWithinLimits(update);
    const [change] = assumeType<{ after: string }[]>(await readOutputFile(update, 'changes'));
    assert.equal(change?.after, large);
    const fetched = await expectSuccess(job.run('fetch-item', { id: job.seed.study, query: 'description' }));
    assertWithinLimits(fetched);
    assert.equal(fetched.outputs['value'], '');
    const path = / The value is in (\S+value\.txt)\./.exec(fetched.log)?.[1] ?? '';
    assert.equal(await readFile(path, 'utf8'), large);
    const item: { description: string } = JSON.parse(await readFile(fetched.outputs['path'] ?? '', 'utf8'));
    assert.equal(item.description, large);
  });

  test('register-item writes a change larger than all outputs to a file', async () => {
    const document = { kind: 'organisation', display_name: 'Large', name: large };
    await expectSuccess(
      job.runner.runStep('register-item', {
        with: { 'item-file': 'org.json', 'if-exists': 'update' },
        files: { 'org.json': JSON.stringify(document) },
      }),
    );
    const rerun = await expectSuccess(
      job.runner.runStep('register-item', {
        with: { 'item-file': 'org.json', 'if-exists': 'update' },
        files: { 'org.json': JSON.stringify({ ...document, name: `${large}y` }) },
      }),
    );
    assertWithinLimits(rerun);
    assert.equal(assumeType<unknown[]>(await readOutputFile(rerun, 'changes')).length, 1);
    assert.equal(rerun.outputs['updated'], '1');
  });

  test('register-item prints the handle of each item that it created, even of more than a thousand', async () => {
    const count = 1020;
    const document = (i: number) => ({
      kind: 'organisation',
      display_name: `Of many ${i}`,
      name: `Of many ${i}`,
    });
    const files = Array.from({ length: count }, (_, i): [string, string] => [
      `many/${i}.json`,
      JSON.stringify(document(i)),
    ]);
    const step = await expectSuccess(
      job.runner.runStep('register-item', {
        with: { 'item-file': 'many/*.json' },
        files: Object.fromEntries(files),
      }),
    );
    assertWithinLimits(step);
    assert.equal(new Set(step.log.match(/Created many\/\d+\.json: \S+/g)).size, count);
  });

  test('validate writes its list to a file when outputs and summary cannot hold it', async () => {
    const folder = `documents/${'a-folder-with-a-long-name-'.repeat(8)}`;
    const document = 'kind: organisation\ndisplay_name: a\nname: a\n';
    const files = Object.fromEntries(
      Array.from({ length: 2500 }, (_, i) => [`${folder}/organisation-${i}.yaml`, document]),
    );
    const step = await expectSuccess(
      job.runner.runStep('validate', { with: { path: 'documents/**/*.yaml' }, files }),
    );
    assertWithinLimits(step);
    assert.equal(assumeType<unknown[]>(await readOutputFile(step, 'documents')).length, 2500);
    assert.equal(step.outputs['checked'], '2500');
  });

  test('register-model-run limits the warnings to ten when thirty records are skipped', async () => {
    const good = (await api.item('activity/model_run', run.run))['record'];
    const step = await expectSuccess(
      job.runner.runStep('register-model-run', {
        with: { 'model-run-file': 'mixed.json', 'on-invalid': 'skip', 'idempotency-key': 'mixed' },
        files: {
          'mixed.json': JSON.stringify([
            good,
            ...Array(30).fill({ ...assumeType<object>(good), start_time: 'soon' }),
          ]),
        },
      }),
    );
    assert.equal(step.warnings.length, 10);
    assert.equal(step.warnings.at(-1), '21 more warnings are in the step log.');
    assert.equal(step.log.match(/^warning: .*Skipped: /gm)?.length, 30);
    assert.match(step.log, /Skipped: mixed\.json:\d+:\d+: \[30\]\.start_time/);
  });
});
