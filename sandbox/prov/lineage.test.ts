import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { createRunRecord, mintDataset, registerRun, waitForJob } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

// raw -> first run -> middle -> second run -> final
const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const { inputTemplate, outputTemplate, person = '', study = '' } = sandbox.seed ?? {};
const ids: Record<string, string> = {};
const nameOf = (id: string) => Object.keys(ids).find((name) => ids[name] === id) ?? id;

for (const name of ['raw', 'middle', 'final']) ids[name] = await mintDataset(modeller, sandbox);
ids['first'] = await run('raw', 'middle', { study_id: study });
ids['second'] = await run('middle', 'final');
Object.assign(ids, { person, study });

function run(from: string, to: string, changes: object = {}): Promise<string> {
  const use = (name: string, dataset_template_id: string | undefined, resources?: object) => ({
    dataset_template_id,
    dataset_id: ids[name],
    dataset_type: 'DATA_STORE',
    resources,
  });
  const inputs = [use(from, inputTemplate, { series: 'a.csv' })];
  const outputs = [use(to, outputTemplate)];
  return registerRun(modeller, createRunRecord(sandbox, '', { inputs, outputs, ...changes }));
}

async function explore(path: string, start: string, depth?: number): Promise<string[]> {
  const query = { starting_id: ids[start] ?? start, ...(depth === undefined ? {} : { depth }) };
  const response = await modeller.get('prov', `/explore/${path}`, query);
  const nodes = response.at<{ id: string }[]>('graph.nodes');
  assert.equal(response.at('record_count'), nodes.length);
  return nodes.map(({ id }) => nameOf(id)).filter((name) => name in ids);
}

const sorted = async (names: Promise<string[]>) => (await names).sort();

test('upstream and downstream follow links to the requested depth', async () => {
  assert.deepEqual(await sorted(explore('upstream', 'final', 1)), ['final', 'person', 'second']);
  assert.deepEqual(await sorted(explore('upstream', 'final', 2)), ['final', 'middle', 'person', 'second']);
  assert.deepEqual(await sorted(explore('downstream', 'raw', 10)), [
    'final',
    'first',
    'middle',
    'raw',
    'second',
  ]);
});

test('a lineage query without a depth, or with depth 0, uses its default depth', async () => {
  assert.deepEqual(await explore('upstream', 'final'), await explore('upstream', 'final', 2));
  assert.deepEqual(await explore('upstream', 'final', 0), await explore('upstream', 'final', 2));
});

test('queries for contributing and effected datasets return the paths to them', async () => {
  const all = ['final', 'first', 'middle', 'raw', 'second'];
  assert.deepEqual(await sorted(explore('special/contributing_datasets', 'final', 10)), all);
  assert.deepEqual(await sorted(explore('special/effected_datasets', 'raw', 10)), all);
});

test('contributing agents are upstream, and effected agents one step upstream of downstream nodes', async () => {
  assert.ok((await explore('special/contributing_agents', 'final')).includes('person'));
  const effected = await explore('special/effected_agents', 'raw', 1);
  assert.ok(effected.includes('person') && effected.includes('first') && !effected.includes('second'));
});

test('lineage has at most one link between two nodes', async () => {
  const response = await modeller.get('prov', '/explore/upstream', {
    starting_id: ids['first'] ?? '',
    depth: 1,
  });
  const links = response.at<{ source: string; target: string }[]>('graph.links');
  const pairs = links.map(({ source, target }) => `${source} ${target}`);
  assert.equal(new Set(pairs).size, pairs.length);
});

/** Rejected queries: description, start, depth and status. */
const REJECTED: [string, string, number, number][] = [
  ['with too large a depth', 'raw', 11, 400],
  ['with a negative depth', 'raw', -1, 500],
  ['from an unknown item', '10378.1/99999999', 1, 500],
  ['from an empty id', '', 1, 500],
];

for (const [title, start, depth, status] of REJECTED) {
  test(`a lineage query ${title} is a ${status}`, async () => {
    const query = { starting_id: ids[start] ?? start, depth };
    assert.equal((await modeller.get('prov', '/explore/upstream', query)).status, status);
  });
}

test('the report of a study is a Word document with runs, inputs and outputs', async () => {
  const request = { id: study, item_subtype: 'STUDY', depth: 2 };
  const launched = await modeller.post('prov', '/explore/generate/report', request);
  const job = await waitForJob(modeller, launched.text('session_id'));
  const response = await fetch(job.text('job.result.report_url'));
  assert.match(response.headers.get('content-disposition') ?? '', /attachment; filename=.*\.docx/);
  const text = extractText(new Uint8Array(await response.arrayBuffer()));
  assert.match(text, /Report for Study: .*How fast CO2 rises/);
  for (const name of ['first', 'raw', 'middle']) assert.ok(text.includes(ids[name] ?? '?'), name);
  assert.ok(!text.includes(ids['second'] ?? '?'));
});

test('a report of another kind of item is rejected', async () => {
  const request = { id: ids['raw'], item_subtype: 'DATASET', depth: 1 };
  const launched = await modeller.post('prov', '/explore/generate/report', request);
  assert.equal((await waitForJob(modeller, launched.text('session_id'))).at('job.status'), 'FAILED');
});

/** The text of a .docx file: the document in the ZIP archive without its tags. */
function extractText(archive: Uint8Array): string {
  const bytes = Buffer.from(archive);
  const header = bytes.indexOf('word/document.xml') - 30;
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  return inflateRawSync(bytes.subarray(start))
    .toString('utf8')
    .replaceAll(/<[^>]*>/g, '');
}
