import { createRunRecord, mintDataset } from '../../sandbox/testing/records.ts';
import { ApiClient, type SandboxInfo } from '../../sandbox/testing/sandbox-support.ts';

const ITEMS = 10_000;
const JOBS = 10_000;

/** Addresses and ids for the measured operations. */
export interface Target {
  readonly endpoints: SandboxInfo['endpoints'];
  readonly token: string;
  readonly sessions: readonly string[];
  readonly ids: readonly string[];
  readonly record: object;
}

/** Fills the sandbox. @returns the data for the operations. */
export async function fillSandbox(sandbox: SandboxInfo): Promise<Target> {
  const modeller = new ApiClient(sandbox, 'modeller');
  const admin = new ApiClient(sandbox, 'admin');
  const ids = Array.from({ length: ITEMS }, (_, index) => `10378.9/${index}`);
  for (let from = 0; from < ITEMS; from += 1000) {
    const items = ids.slice(from, from + 1000).map(createStudy);
    const body = { import_mode: 'ADD_ONLY', parse_items: false, trial_mode: false, items };
    await admin.post('registry', '/admin/import', body);
  }
  const launch = {
    username: 'modeller',
    job_type: 'PROV_LODGE',
    job_sub_type: 'PROV_LODGE_WAKE_UP',
    job_payload: {},
  };
  const sessions: string[] = [];
  while (sessions.length < JOBS) {
    const batch = Array.from({ length: 100 }, () => admin.post('jobs', '/jobs/admin/launch', launch));
    for (const response of await Promise.all(batch)) sessions.push(response.text('session_id'));
  }
  return {
    endpoints: sandbox.endpoints,
    token: await modeller.token(),
    sessions,
    ids,
    record: createRunRecord(sandbox, await mintDataset(modeller, sandbox)),
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
