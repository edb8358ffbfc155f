import { type Agent, request } from 'undici';
import { sendRequest } from './requests.ts';

const ITEMS = 10_000;
const JOBS = 10_000;

type Connection = {
  endpoints: Record<'keycloak' | 'registry' | 'datastore' | 'prov' | 'jobs' | 'search', string>;
  users: Record<'modeller' | 'admin', { offlineToken: string }>;
  seed: Record<string, string>;
};
/** Connection and ids for the measured operations. */
export type Target = Connection & { token: string; sessions: string[]; ids: string[]; record: object };

/** Fills the sandbox. @returns the data for the operations. */
export async function fillSandbox(connection: Connection, agent: Agent): Promise<Target> {
  const { endpoints, seed } = connection;
  const token = await fetchAccessToken(connection, 'modeller', agent);
  const admin = await fetchAccessToken(connection, 'admin', agent);
  const ids = Array.from({ length: ITEMS }, (_, index) => `10378.9/${index}`);
  for (let from = 0; from < ITEMS; from += 1000) {
    const items = ids.slice(from, from + 1000).map(createStudy);
    const body = { import_mode: 'ADD_ONLY', parse_items: false, trial_mode: false, items };
    await sendRequest({ url: `${endpoints.registry}/admin/import`, body, token: admin }, agent);
  }
  const launch = {
    username: 'modeller',
    job_type: 'PROV_LODGE',
    job_sub_type: 'PROV_LODGE_WAKE_UP',
    job_payload: {},
  };
  const sessions: string[] = [];
  while (sessions.length < JOBS) {
    const batch = Array.from({ length: 100 }, () =>
      sendRequest<{ session_id: string }>(
        { url: `${endpoints.jobs}/jobs/admin/launch`, body: launch, token: admin },
        agent,
      ),
    );
    for (const { session_id } of await Promise.all(batch)) sessions.push(session_id);
  }
  return {
    ...connection,
    token,
    sessions,
    ids,
    record: await createRunRecord(endpoints, seed, token, agent),
  };
}

function createStudy(id: string) {
  const info = { display_name: `Study ${id}`, title: `Study ${id}`, description: 'One of many.' };
  const entry = {
    id: 0,
    timestamp: 1_700_000_000,
    reason: 'Initial record creation',
    username: 'modeller',
    item: info,
  };
  const header = {
    owner_username: 'modeller',
    created_timestamp: 1_700_000_000,
    updated_timestamp: 1_700_000_000,
  };
  const item = {
    id,
    ...header,
    item_category: 'ACTIVITY',
    item_subtype: 'STUDY',
    record_type: 'COMPLETE_ITEM',
    ...info,
  };
  return {
    id,
    item_payload: { ...item, history: [entry] },
    auth_payload: { id, access_settings: { owner: 'modeller', general: ['metadata-read'], groups: {} } },
    lock_payload: { id, lock_information: { locked: false, history: [] } },
  };
}

async function createRunRecord(
  endpoints: Connection['endpoints'],
  seed: Connection['seed'],
  token: string,
  agent: Agent,
) {
  const check = { relevant: false, obtained: false };
  const metadata = {
    associations: { organisation_id: seed['organisation'] },
    approvals: {
      ethics_registration: check,
      ethics_access: check,
      indigenous_knowledge: check,
      export_controls: check,
    },
    dataset_info: {
      name: 'Series',
      description: 'd',
      access_info: {},
      publisher_id: seed['organisation'],
      created_date: {},
      published_date: {},
      license: 'https://example.org/licence',
    },
  };
  const { handle } = await sendRequest<{ handle: string }>(
    { url: `${endpoints.datastore}/register/mint-dataset`, body: metadata, token },
    agent,
  );
  const used = (template: string | undefined) => ({
    dataset_template_id: template,
    dataset_id: handle,
    dataset_type: 'DATA_STORE',
  });
  return {
    workflow_template_id: seed['workflowTemplate'],
    inputs: [{ ...used(seed['inputTemplate']), resources: { series: 'a.csv' } }],
    outputs: [used(seed['outputTemplate'])],
    annotations: { scenario: 'warm' },
    display_name: 'Run',
    description: 'd',
    associations: { modeller_id: seed['person'] },
    start_time: 1,
    end_time: 2,
  };
}

async function fetchAccessToken(
  { endpoints, users }: Connection,
  user: 'modeller' | 'admin',
  agent: Agent,
): Promise<string> {
  const form = {
    grant_type: 'refresh_token',
    client_id: 'automated-access',
    refresh_token: users[user].offlineToken,
  };
  const { body } = await request(`${endpoints.keycloak}/protocol/openid-connect/token`, {
    dispatcher: agent,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  const response: { access_token: string } = JSON.parse(await body.text());
  return response.access_token;
}
