import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { createRunRecord, mintDataset, registerRun, waitForJob } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

// raw -> first run -> middle -> second run -> final
const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const { inputTemplate, outputTemplate, person = '', study = '' } = sandbox.seed ?? {};
const made: Record<string, string> = {};
const nameOf = (id: string) => Object.keys(made).find((name) => made[name] === id) ?? id;

before(async () => {
  for (const name of ['raw', 'middle', 'final']) made[name] = await mintDataset(modeller, sandbox);
  made['first'] = await run('raw', 'middle', { study_id: study });
  made['second'] = await run('middle', 'final');
  Object.assign(made, { person, study });
});

function run(from: string, to: string, changes: object = {}): Promise<string> {
  const use = (name: string, dataset_template_id: string | undefined, resources?: object) => ({
    dataset_template_id,
    dataset_id: made[name],
    dataset_type: 'DATA_STORE',
    resources,
  });
  const inputs = [use(from, inputTemplate, { series: 'a.csv' })];
  const outputs = [use(to, outputTemplate)];
  return registerRun(modeller, createRunRecord(sandbox, '', { inputs, outputs, ...changes }));
}

async function explored(question: string, start: string, depth?: number): Promise<string[]> {
  const query = { starting_id: made[start] ?? start, ...(depth === undefined ? {} : { depth }) };
  const answer = await modeller.get('prov', `/explore/${question}`, query);
  const nodes = answer.at('graph.nodes') as { id: string }[];
  assert.equal(answer.at('record_count'), nodes.length);
  return nodes.map(({ id }) => nameOf(id)).filter((name) => name in made);
}

const sorted = async (names: Promise<string[]>) => (await names).sort();

test('upstream and downstream follow the links as far as asked', async () => {
  assert.deepEqual(await sorted(explored('upstream', 'final', 1)), ['final', 'person', 'second']);
  assert.deepEqual(await sorted(explored('upstream', 'final', 2)), ['final', 'middle', 'person', 'second']);
  assert.deepEqual(await sorted(explored('downstream', 'raw', 10)), [
    'final',
    'first',
    'middle',
    'raw',
    'second',
  ]);
});

test('no depth, and a depth of 0, are the default of the question', async () => {
  assert.deepEqual(await explored('upstream', 'final'), await explored('upstream', 'final', 2));
  assert.deepEqual(await explored('upstream', 'final', 0), await explored('upstream', 'final', 2));
});

test('contributing and effected datasets, with what lies between', async () => {
  const all = ['final', 'first', 'middle', 'raw', 'second'];
  assert.deepEqual(await sorted(explored('special/contributing_datasets', 'final', 10)), all);
  assert.deepEqual(await sorted(explored('special/effected_datasets', 'raw', 10)), all);
});

test('contributing agents are reached upwards, effected ones by one step up from below', async () => {
  assert.ok((await explored('special/contributing_agents', 'final')).includes('person'));
  const effected = await explored('special/effected_agents', 'raw', 1);
  assert.ok(effected.includes('person') && effected.includes('first') && !effected.includes('second'));
});

test('between two nodes there is one link', async () => {
  const answer = await modeller.get('prov', '/explore/upstream', {
    starting_id: made['first'] ?? '',
    depth: 1,
  });
  const links = answer.at('graph.links') as { source: string; target: string }[];
  const pairs = links.map(({ source, target }) => `${source} ${target}`);
  assert.equal(new Set(pairs).size, pairs.length);
});

/** Questions that are not answered, by start and depth. */
const REFUSED: [string, string, number, number][] = [
  ['too deep', 'raw', 11, 400],
  ['negative', 'raw', -1, 500],
  ['of nothing', '10378.1/99999999', 1, 500],
  ['of no id', '', 1, 500],
];

for (const [what, start, depth, status] of REFUSED) {
  test(`a question that is ${what} is a ${status}`, async () => {
    const query = { starting_id: made[start] ?? start, depth };
    assert.equal((await modeller.get('prov', '/explore/upstream', query)).status, status);
  });
}

test('the report of a study is a Word document with its runs, inputs and outputs', async () => {
  const request = { id: study, item_subtype: 'STUDY', depth: 2 };
  const launched = await modeller.post('prov', '/explore/generate/report', request);
  const job = await waitForJob(modeller, launched.text('session_id'));
  const response = await fetch(job.text('job.result.report_url'));
  assert.match(response.headers.get('content-disposition') ?? '', /attachment; filename=.*\.docx/);
  const text = wordsIn(new Uint8Array(await response.arrayBuffer()));
  assert.match(text, /Report for Study: .*How fast CO2 rises/);
  for (const name of ['first', 'raw', 'middle']) assert.ok(text.includes(made[name] ?? '?'), name);
  assert.ok(!text.includes(made['second'] ?? '?'));
});

test('there are no reports of other things', async () => {
  const request = { id: made['raw'], item_subtype: 'DATASET', depth: 1 };
  const launched = await modeller.post('prov', '/explore/generate/report', request);
  assert.equal((await waitForJob(modeller, launched.text('session_id'))).at('job.status'), 'FAILED');
});

/** The text of a .docx file: what stands between the tags of the document inside the ZIP archive. */
function wordsIn(archive: Uint8Array): string {
  const bytes = Buffer.from(archive);
  const header = bytes.indexOf('word/document.xml') - 30;
  const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
  return inflateRawSync(bytes.subarray(start))
    .toString('utf8')
    .replaceAll(/<[^>]*>/g, '');
}
