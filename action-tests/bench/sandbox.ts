import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Agent, request } from 'undici';
import { startSandboxProcess } from '../conformance/sandbox-process.ts';

/**
 * How fast the sandbox answers with 10,000 items and 10,000 jobs in it: requests per second and the 99th percentile of the time of
 * one, eight at a time. A bare `node:http` server that answers 2 kB of JSON is measured beside it. Arguments: seconds for each.
 */
export async function run(args: readonly string[]): Promise<void> {
  const seconds = Number(args[0] ?? 3);
  const process = await startSandboxProcess(['--pace', 'instant']);
  const agent = new Agent({ connections: AT_ONCE, pipelining: 1 });
  const bare = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(BARE_BODY),
  );
  try {
    bare.listen(0, '127.0.0.1');
    const target = await prepare(JSON.parse(process.announced), agent);
    const { port } = bare.address() as AddressInfo; // a TCP server that listens has one
    const rows = {
      'bare node:http': () => ({ url: `http://127.0.0.1:${port}/` }),
      ...operations(target),
    };
    console.log('operation            requests/s      p99 ms');
    for (const [name, next] of Object.entries(rows)) {
      const { perSecond, p99 } = await measure(next, agent, seconds);
      console.log(`${name.padEnd(20)} ${perSecond.toFixed(0).padStart(10)} ${p99.toFixed(1).padStart(11)}`);
    }
  } finally {
    bare.close();
    await agent.close();
    await process.stop();
  }
}

const ITEMS = 10_000;
const JOBS = 10_000;
const AT_ONCE = 8;
const BARE_BODY = JSON.stringify({ text: 'x'.repeat(2000) });

type Connection = {
  endpoints: Record<'keycloak' | 'registry' | 'datastore' | 'prov' | 'jobs' | 'search', string>;
  users: Record<'modeller' | 'admin', { offlineToken: string }>;
  seed: Record<string, string>;
};
type Call = { url: string; body?: unknown; token?: string };
type Target = Connection & { token: string; sessions: string[]; ids: string[]; record: object };

/** What is measured; each gives the next request. */
function operations({ endpoints, token, sessions, ids, record }: Target): Record<string, () => Call> {
  const any = (list: string[]) => encodeURIComponent(list[Math.floor(Math.random() * list.length)] ?? '');
  return {
    fetch: () => ({ url: `${endpoints.registry}/registry/general/fetch?id=${any(ids)}`, token }),
    'fetch by kind': () => ({
      url: `${endpoints.registry}/registry/activity/study/fetch?id=${any(ids)}`,
      token,
    }),
    'list 20': () => ({ url: `${endpoints.registry}/registry/general/list`, body: { page_size: 20 }, token }),
    search: () => ({ url: `${endpoints.search}/search/entity-registry?query=study`, token }),
    'register run': () => ({ url: `${endpoints.prov}/model_run/register`, body: record, token }),
    'poll job': () => ({ url: `${endpoints.jobs}/jobs/user/fetch?session_id=${any(sessions)}`, token }),
  };
}

async function measure(next: () => Call, agent: Agent, seconds: number) {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      await send(next(), agent);
      times.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return { perSecond: times.length / elapsed, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

/** Fills the sandbox, and finds what the operations need. */
async function prepare(connection: Connection, agent: Agent): Promise<Target> {
  const { endpoints, seed } = connection;
  const token = await accessToken(connection, 'modeller', agent);
  const admin = await accessToken(connection, 'admin', agent);
  const ids = Array.from({ length: ITEMS }, (_, index) => `10378.9/${index}`);
  for (let from = 0; from < ITEMS; from += 1000) {
    const items = ids.slice(from, from + 1000).map(study);
    const body = { import_mode: 'ADD_ONLY', parse_items: false, trial_mode: false, items };
    await send({ url: `${endpoints.registry}/admin/import`, body, token: admin }, agent);
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
      send({ url: `${endpoints.jobs}/jobs/admin/launch`, body: launch, token: admin }, agent),
    );
    for (const { session_id } of (await Promise.all(batch)) as { session_id: string }[])
      sessions.push(session_id);
  }
  return { ...connection, token, sessions, ids, record: await runRecord(endpoints, seed, token, agent) };
}

function study(id: string) {
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

async function runRecord(
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
  const { handle } = (await send(
    { url: `${endpoints.datastore}/register/mint-dataset`, body: metadata, token },
    agent,
  )) as { handle: string };
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

async function accessToken(
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
  const answer = (await body.json()) as { access_token: string };
  return answer.access_token;
}

/** The answer's JSON. @throws Error for any status but 200 */
async function send({ url, body, token }: Call, agent: Agent): Promise<unknown> {
  const answer = await request(url, {
    dispatcher: agent,
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}
