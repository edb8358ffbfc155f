import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Sandbox } from './index.ts';
import { startSandbox } from './index.ts';
import { ended, metadata, minted, registered, runRecord } from './records.test.ts';
import { type Answer, Caller } from './support.test.ts';

type Subject = { sandbox: Sandbox; modeller: Caller; admin: Caller };

const subjects: Record<string, Subject> = {};
for (const name of ['faithful', 'fixed']) {
  const sandbox = await startSandbox({ pace: 'instant', fixed: name === 'fixed' });
  subjects[name] = {
    sandbox,
    modeller: new Caller(sandbox, 'modeller'),
    admin: new Caller(sandbox, 'admin'),
  };
  after(() => sandbox.close());
}

/** Faults of the real server: what is asked, what is looked at, what it is, and what `--fixed` makes of it. */
const FAULTS: [string, (on: Subject) => Promise<unknown>, unknown, unknown][] = [
  [
    'handles cannot be listed',
    async ({ admin }) => status(await admin.get('handle', '/handle/list')),
    500,
    200,
  ],
  [
    'the version of a dataset cannot be told',
    async ({ modeller, sandbox }) =>
      (await modeller.post('datastore', '/register/mint-dataset', metadata(sandbox, { version: '2' }))).at(
        'status.success',
      ),
    false,
    true,
  ],
  [
    'an update of a dataset without a reason falls over',
    async ({ modeller, sandbox }) => {
      const query = { handle_id: await minted(modeller, sandbox), reason: '' };
      return status(await modeller.post('datastore', '/register/update-metadata', metadata(sandbox), query));
    },
    500,
    400,
  ],
  [
    'a new version of a dataset loses the metadata of its item',
    async ({ modeller, sandbox }) => {
      const id = await minted(modeller, sandbox, { user_metadata: { tide: 'low' } });
      const made = await modeller.post('datastore', '/register/version', { id, reason: 'r' });
      const query = { handle_id: made.text('new_version_id') };
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
      const record = runRecord(sandbox, await minted(modeller, sandbox));
      const id = await registered(modeller, record);
      const update = { model_run_id: id, reason: 'r', record };
      const job = await modeller.post('prov', '/model_run/update', update);
      await ended(modeller, job.text('session_id'));
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
      const [shared, own] = [await minted(modeller, sandbox), await minted(modeller, sandbox)];
      await registered(modeller, runRecord(sandbox, shared));
      const id = await registered(modeller, runRecord(sandbox, own));
      for (const used of [shared, own]) {
        const update = { model_run_id: id, reason: 'r', record: runRecord(sandbox, used) };
        const job = await modeller.post('prov', '/model_run/update', update);
        await ended(modeller, job.text('session_id'));
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
      const run = await registered(modeller, runRecord(sandbox, await minted(modeller, sandbox)));
      const query = { model_run_id: run, study_id: sandbox.seed?.study ?? '' };
      const link = () => modeller.post('prov', '/model_run/edit/link_to_study', undefined, query);
      return [status(await link()), status(await link())];
    },
    [200, 200],
    [200, 400],
  ],
  [
    'a batch cannot be looked through for a user',
    async ({ admin, modeller }) => {
      const body = {
        job_type: 'EMAIL',
        job_sub_type: 'EMAIL_WAKE_UP',
        job_payload: {},
        request_batch_id: true,
      };
      const launched = await admin.post('jobs', '/jobs/admin/launch', body);
      await ended(admin, launched.text('session_id'));
      const filter = { batch_id: launched.text('batch_id'), username_filter: await usernameOf(modeller) };
      return status(await admin.post('jobs', '/jobs/admin/list_batch', filter));
    },
    500,
    200,
  ],
  [
    'persons are not found by their last name',
    async ({ modeller }) => {
      const names = {
        display_name: 'Ann',
        first_name: 'Ann',
        last_name: 'Zymurgist',
        email: 'ann@example.org',
      };
      await modeller.post('registry', '/registry/agent/person/create', { ...names, ethics_approved: true });
      const query = { query: 'Zymurgist', record_limit: 5 };
      return ((await modeller.get('search', '/search/entity-registry', query)).at('results') as unknown[])
        .length;
    },
    0,
    1,
  ],
  [
    'any page may call the prov API with the cookies of its visitor',
    async ({ sandbox }) => {
      const headers = { origin: 'https://elsewhere.example' };
      const answer = await fetch(`${sandbox.endpoints.prov}/`, { headers });
      return answer.headers.get('access-control-allow-origin');
    },
    'https://elsewhere.example',
    null,
  ],
];

function status(answer: Answer): number {
  return answer.status;
}

async function usernameOf(caller: Caller): Promise<string> {
  return (await caller.get('registry', '/check-access/check-general-access')).text('username');
}

for (const [what, look, faithful, fixed] of FAULTS) {
  test(`${what}, unless --fixed`, async () => {
    for (const [name, expected] of Object.entries({ faithful, fixed })) {
      const subject = subjects[name];
      assert.ok(subject);
      assert.deepEqual(await look(subject), expected, name);
    }
  });
}
