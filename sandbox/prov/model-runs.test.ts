import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createLinkedPerson,
  createRunRecord,
  mintDataset,
  registerRun,
  waitForJob,
} from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const admin = new ApiClient(sandbox, 'admin');
const RUN = '/registry/activity/model_run';
const UNKNOWN = '10378.1/99999999';
const dataset = await mintDataset(modeller, sandbox);

const record = (changes: object = {}) => createRunRecord(sandbox, dataset, changes);
const register = (changes: object) => modeller.post('prov', '/model_run/register', record(changes));

async function fetchGraph(id: string): Promise<string[]> {
  const lineage = await modeller.get('prov', '/explore/upstream', { starting_id: id, depth: 1 });
  const links = lineage.at<{ type: string; target: string }[]>('graph.links');
  return links.map(({ type, target }) => `${type} ${target}`).sort();
}

test('a registered run is a LODGED item with links in the graph', async () => {
  const id = await registerRun(modeller, record({ study_id: sandbox.seed?.study }));
  const item = await modeller.get('registry', `${RUN}/fetch`, { id });
  assert.equal(item.at('item.record_status'), 'LODGED');
  assert.equal(item.at('item.record.display_name'), 'A run');
  assert.equal(item.at('item.owner_username'), 'modeller');
  const { workflowTemplate, model, person, study } = sandbox.seed ?? {};
  const used = [dataset, workflowTemplate, model].map((target) => `used ${target}`);
  assert.deepEqual(
    await fetchGraph(id),
    [...used, `wasAssociatedWith ${person}`, `wasInformedBy ${study}`].sort(),
  );
  const document = JSON.parse(item.text('item.prov_serialisation'));
  assert.ok(Object.hasOwn(document.activity, id));
});

/** Invalid fields of a run in the order of the server's checks: each is reported before the following ones. */
const INVALID_FIELDS: [string, RegExp, object][] = [
  ['study', /study_id/, { study_id: UNKNOWN }],
  ['workflow template', /workflow_template_id/, { workflow_template_id: UNKNOWN }],
  ['outputs', /no output/, { outputs: [] }],
  ['dataset', /dataset_id/, { inputs: [input({ dataset_id: UNKNOWN })] }],
  ['modeller', /modeller_id/, { associations: { modeller_id: UNKNOWN } }],
  ['annotations', /annotation "scenario"/, { annotations: { note: 'n' } }],
];

function input(changes: object): object {
  return {
    dataset_template_id: sandbox.seed?.inputTemplate,
    dataset_id: UNKNOWN,
    dataset_type: 'DATA_STORE',
    resources: { series: 'a.csv' },
    ...changes,
  };
}

for (const [index, [title, message]] of INVALID_FIELDS.entries()) {
  test(`an invalid ${title} is reported before all later problems`, async () => {
    const response = await register(
      Object.assign({}, ...INVALID_FIELDS.slice(index).map(([, , changes]) => changes)),
    );
    assert.equal(response.status, 400);
    assert.match(response.text('detail'), message);
  });
}

test('a run requires paths for the deferred resources of its template and accepts no others', async () => {
  const registerWith = (resources: object) =>
    register({ inputs: [input({ dataset_id: dataset, resources })] }).then((response) => response.status);
  assert.deepEqual(
    [
      await registerWith({}),
      await registerWith({ series: 'a', other: 'b' }),
      await registerWith({ series: 'a' }),
    ],
    [400, 400, 200],
  );
});

test('a run with an item that the caller cannot read gets a 401 response', async () => {
  const hidden = await mintDataset(modeller, sandbox);
  const settings = { owner: 'modeller', general: [], groups: {} };
  await modeller.put('registry', '/registry/entity/dataset/auth/configuration', settings, { id: hidden });
  assert.equal(
    (await colleague.post('prov', '/model_run/register', createRunRecord(sandbox, hidden))).status,
    401,
  );
});

test('a batch has one job for each run, and each can fail on its own', async () => {
  const records = [record(), record({ annotations: {} }), record()];
  const batch = await modeller.post('prov', '/model_run/register_batch', { records });
  const job = await waitForJob(modeller, batch.text('session_id'));
  const batch_id = job.text('job.result.batch_id');
  for (let index = 0; index < records.length; index++) {
    const list = await modeller.post('jobs', '/jobs/user/list_batch', { batch_id });
    await waitForJob(modeller, list.text(`jobs.${index}.session_id`));
  }
  const list = await modeller.post('jobs', '/jobs/user/list_batch', { batch_id });
  const jobs = list.at<{ status: string; info: string | null }[]>('jobs');
  assert.deepEqual(jobs.map(({ status }) => status).sort(), ['FAILED', 'SUCCEEDED', 'SUCCEEDED']);
  assert.match(jobs.find(({ status }) => status === 'FAILED')?.info ?? '', /scenario/);
  const empty = await modeller.post('prov', '/model_run/register_batch', { records: [] });
  assert.equal((await waitForJob(modeller, empty.text('session_id'))).at('job.status'), 'FAILED');
});

test('an update replaces the record in the registry and its links in the graph', async () => {
  const id = await registerRun(modeller, record());
  const other = await mintDataset(modeller, sandbox);
  const update = await modeller.post('prov', '/model_run/update', {
    model_run_id: id,
    reason: 'wrong file',
    record: createRunRecord(sandbox, other),
  });
  assert.equal((await waitForJob(modeller, update.text('session_id'))).at('job.status'), 'SUCCEEDED');
  const links = await fetchGraph(id);
  assert.ok(links.includes(`used ${other}`) && !links.includes(`used ${dataset}`));
  const item = await modeller.get('registry', `${RUN}/fetch`, { id });
  assert.equal(item.at('item.record.inputs.0.dataset_id'), other);
  assert.equal(item.at('item.record_status'), 'COMPLETE'); // LODGED with --no-known-bugs
});

test('a registered run can be linked to a study', async () => {
  const id = await registerRun(modeller, record());
  const query = { model_run_id: id, study_id: sandbox.seed?.study ?? '' };
  const linked = await modeller.post('prov', '/model_run/edit/link_to_study', undefined, query);
  await waitForJob(modeller, linked.text('session_id'));
  assert.ok((await fetchGraph(id)).includes(`wasInformedBy ${sandbox.seed?.study}`));
});

test('deletion of a run leaves the nodes and links that other runs contributed', async () => {
  const [first, second] = [await registerRun(modeller, record()), await registerRun(modeller, record())];
  const trial = await admin.post('prov', '/model_run/delete', { record_id: first, trial_mode: true });
  assert.notDeepEqual(trial.at('diff'), []);
  assert.notDeepEqual(await fetchGraph(first), []);
  const done = await admin.post('prov', '/model_run/delete', { record_id: first });
  assert.deepEqual(done.at('diff'), trial.at('diff'));
  assert.deepEqual(await fetchGraph(first), []);
  assert.ok((await fetchGraph(second)).includes(`used ${dataset}`));
  assert.equal((await modeller.post('prov', '/model_run/delete', { record_id: second })).status, 401);
});

test('the prov API does not notice changes of an item for a minute after it looked it up', async () => {
  await createLinkedPerson(colleague, 'colleague');
  const shared = await mintDataset(colleague, sandbox);
  assert.equal(
    (await modeller.post('prov', '/model_run/register', createRunRecord(sandbox, shared))).status,
    200,
  );
  const settings = { owner: 'colleague', general: [], groups: {} };
  await colleague.put('registry', '/registry/entity/dataset/auth/configuration', settings, { id: shared });
  const rerun = await modeller.post('prov', '/model_run/register', createRunRecord(sandbox, shared));
  assert.equal(rerun.status, 200);
  assert.equal((await waitForJob(modeller, rerun.text('session_id'))).at('job.status'), 'SUCCEEDED');
});
