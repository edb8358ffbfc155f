import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Sandbox, startSandbox } from './index.ts';
import {
  createRunRecord,
  createSeedMetadata,
  mintDataset,
  registerRun,
  waitForJob,
} from './testing/records.ts';
import { ApiClient, type TestResponse } from './testing/sandbox-support.ts';

type Subject = { sandbox: Sandbox; modeller: ApiClient; admin: ApiClient };

const subjects: Record<string, Subject> = {};
for (const name of ['faithful', 'fixed']) {
  const sandbox = await startSandbox({ pace: 'instant', knownBugs: name === 'faithful' });
  subjects[name] = {
    sandbox,
    modeller: new ApiClient(sandbox, 'modeller'),
    admin: new ApiClient(sandbox, 'admin'),
  };
  after(() => sandbox.close());
}

/** Bugs of the real server: title, the request, its result, and the result with `--no-known-bugs`. */
const FAULTS: [string, (on: Subject) => Promise<unknown>, unknown, unknown][] = [
  [
    'handles cannot be listed',
    async ({ admin }) => status(await admin.get('handle', '/handle/list')),
    500,
    200,
  ],
  [
    'a dataset with a version is rejected',
    async ({ modeller, sandbox }) =>
      (
        await modeller.post(
          'datastore',
          '/register/mint-dataset',
          createSeedMetadata(sandbox, { version: '2' }),
        )
      ).at('status.success'),
    false,
    true,
  ],
  [
    'an update of a dataset without a reason is a 500',
    async ({ modeller, sandbox }) => {
      const query = { handle_id: await mintDataset(modeller, sandbox), reason: '' };
      return status(
        await modeller.post('datastore', '/register/update-metadata', createSeedMetadata(sandbox), query),
      );
    },
    500,
    400,
  ],
  [
    'a new version of a dataset loses the metadata of its item',
    async ({ modeller, sandbox }) => {
      const id = await mintDataset(modeller, sandbox, { user_metadata: { tide: 'low' } });
      const version = await modeller.post('datastore', '/register/version', { id, reason: 'r' });
      const query = { handle_id: version.text('new_version_id') };
      return (await modeller.get('datastore', '/registry/items/fetch-dataset', query)).at(
        'item.user_metadata',
      );
    },
    null,
    { tide: 'low' },
  ],
  [
    'an update of a run leaves it unlodged',
    async ({ modeller, sandbox }) => {
      const record = createRunRecord(sandbox, await mintDataset(modeller, sandbox));
      const id = await registerRun(modeller, record);
      const update = { model_run_id: id, reason: 'r', record };
      const job = await modeller.post('prov', '/model_run/update', update);
      await waitForJob(modeller, job.text('session_id'));
      return (await modeller.get('registry', '/registry/activity/model_run/fetch', { id })).at(
        'item.record_status',
      );
    },
    'COMPLETE',
    'LODGED',
  ],
  [
    'an update of a run takes a link away from another run',
    async ({ modeller, sandbox }) => {
      const [shared, own] = [await mintDataset(modeller, sandbox), await mintDataset(modeller, sandbox)];
      await registerRun(modeller, createRunRecord(sandbox, shared));
      const id = await registerRun(modeller, createRunRecord(sandbox, own));
      for (const used of [shared, own]) {
        const update = { model_run_id: id, reason: 'r', record: createRunRecord(sandbox, used) };
        const job = await modeller.post('prov', '/model_run/update', update);
        await waitForJob(modeller, job.text('session_id'));
      }
      const query = { starting_id: shared, depth: 1 };
      const links = (await modeller.get('prov', '/explore/upstream', query)).at('graph.links');
      return JSON.stringify(links).includes('wasInfluencedBy');
    },
    false,
    true,
  ],
  [
    'a run can be linked to a study twice within a minute',
    async ({ modeller, sandbox }) => {
      const run = await registerRun(modeller, createRunRecord(sandbox, await mintDataset(modeller, sandbox)));
      const query = { model_run_id: run, study_id: sandbox.seed?.study ?? '' };
      const link = () => modeller.post('prov', '/model_run/edit/link_to_study', undefined, query);
      return [status(await link()), status(await link())];
    },
    [200, 200],
    [200, 400],
  ],
  [
    'a batch cannot be filtered by user',
    async ({ admin, modeller }) => {
      const body = {
        job_type: 'EMAIL',
        job_sub_type: 'EMAIL_WAKE_UP',
        job_payload: {},
        request_batch_id: true,
      };
      const launched = await admin.post('jobs', '/jobs/admin/launch', body);
      await waitForJob(admin, launched.text('session_id'));
      const filter = { batch_id: launched.text('batch_id'), username_filter: await usernameOf(modeller) };
      return status(await admin.post('jobs', '/jobs/admin/list_batch', filter));
    },
    500,
    200,
  ],
  [
    'people are not found by their last name',
    async ({ modeller }) => {
      const names = {
        display_name: 'Ann',
        first_name: 'Ann',
        last_name: 'Zymurgist',
        email: 'ann@example.org',
      };
      await modeller.post('registry', '/registry/agent/person/create', { ...names, ethics_approved: true });
      const query = { query: 'Zymurgist', record_limit: 5 };
      return (await modeller.get('search', '/search/entity-registry', query)).at<unknown[]>('results').length;
    },
    0,
    1,
  ],
  [
    'studies are not found by their description',
    async ({ modeller }) => {
      const study = { display_name: 'a study', title: 'a study', description: 'Quetzal' };
      await modeller.post('registry', '/registry/activity/study/create', study);
      const query = { query: 'Quetzal', record_limit: 5 };
      return (await modeller.get('search', '/search/entity-registry', query)).at<unknown[]>('results').length;
    },
    0,
    1,
  ],
  [
    'workflow templates are not found by their first optional annotation',
    async ({ modeller, sandbox }) => {
      const annotations = { required: ['scenario'], optional: ['Zeugma'] };
      const template = { display_name: 'a workflow', software_id: sandbox.seed?.model, annotations };
      await modeller.post('registry', '/registry/entity/model_run_workflow/create', template);
      const query = { query: 'Zeugma', record_limit: 5 };
      return (await modeller.get('search', '/search/entity-registry', query)).at<unknown[]>('results').length;
    },
    0,
    1,
  ],
  [
    'any page may call the prov API with the cookies of its visitor',
    async ({ sandbox }) => {
      const headers = { origin: 'https://elsewhere.example' };
      const response = await fetch(`${sandbox.endpoints.prov}/`, { headers });
      return response.headers.get('access-control-allow-origin');
    },
    'https://elsewhere.example',
    null,
  ],
];

function status(response: TestResponse): number {
  return response.status;
}

async function usernameOf(caller: ApiClient): Promise<string> {
  return (await caller.get('registry', '/check-access/check-general-access')).text('username');
}

for (const [what, look, faithful, fixed] of FAULTS) {
  test(`${what} unless --no-known-bugs`, async () => {
    for (const [name, expected] of Object.entries({ faithful, fixed })) {
      const subject = subjects[name];
      assert.ok(subject);
      assert.deepEqual(await look(subject), expected, name);
    }
  });
}
