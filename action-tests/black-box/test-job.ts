import { startSandbox } from '../../sandbox/index.ts';
import { Runner } from './runner.ts';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
type Options = NonNullable<Parameters<typeof startSandbox>[0]>;

/** A local Provena and a runner whose steps know it, as a job's `env` would have it. */
export async function startJob(options: Options = {}, user: keyof Sandbox['users'] = 'modeller') {
  const sandbox = await startSandbox({ pace: 'instant', ...options });
  const runner = await Runner.start({
    PROVENA_ENDPOINTS: JSON.stringify(sandbox.endpoints),
    PROVENA_OFFLINE_TOKEN: sandbox.users[user].offlineToken,
    AWS_ENDPOINT_URL_S3: sandbox.s3,
  });
  const { seed } = sandbox;
  if (!seed) throw new Error('these tests need the seed');
  return {
    sandbox,
    runner,
    seed,
    async stop() {
      await runner.stop();
      await sandbox.close();
    },
  };
}

export type Job = Awaited<ReturnType<typeof startJob>>;

/** What a step asked of the APIs. The token it asks the realm for as soon as it starts does not count. */
export function apiRequests(sandbox: Sandbox) {
  return sandbox.journal().filter(({ service }) => service !== 'keycloak');
}

/** A small dataset document that the server takes. */
export function datasetDocument(organisation: string, name = 'Record'): string {
  return `associations: { organisation_id: ${organisation} }
approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} }
dataset_info:
  name: ${name}
  description: A record.
  access_info: {}
  publisher_id: ${organisation}
  created_date: {}
  published_date: {}
  license: https://creativecommons.org/licenses/by/4.0/
`;
}

/** The APIs as a plain HTTP client sees them, for looking at what a step has made. */
export class ApiClient {
  readonly #sandbox: Sandbox;
  readonly #user: keyof Sandbox['users'];

  constructor(sandbox: Sandbox, user: keyof Sandbox['users'] = 'modeller') {
    this.#sandbox = sandbox;
    this.#user = user;
  }

  /** A fresh access token. */
  async token(): Promise<string> {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'automated-access',
      refresh_token: this.#sandbox.users[this.#user].offlineToken,
    });
    const answer = await fetch(`${this.#sandbox.endpoints.keycloak}/protocol/openid-connect/token`, {
      method: 'POST',
      body: form,
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  /** The JSON of one call. */
  async call(
    service: keyof Sandbox['endpoints'],
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.#sandbox.endpoints[service]}${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.token()}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }

  /** The user's datasets, newest first. */
  async datasets(): Promise<Record<string, unknown>[]> {
    const page = await this.call('datastore', 'POST', '/registry/items/list', {
      sort_by: { sort_type: 'CREATED_TIME' },
      page_size: 1000,
    });
    return page['items'] as Record<string, unknown>[];
  }

  async item(kind: string, id: string): Promise<Record<string, unknown>> {
    const answer = await this.call('registry', 'GET', `/registry/${kind}/fetch?id=${encodeURIComponent(id)}`);
    return answer['item'] as Record<string, unknown>;
  }
}

/** A dataset of the user's, by the wire alone. */
export async function mintDataset(look: ApiClient, organisation: string, name = 'Record'): Promise<string> {
  const minted = await look.call(
    'datastore',
    'POST',
    '/register/mint-dataset',
    datasetMetadata(organisation, name),
  );
  return String(minted['handle']);
}

/** What {@link datasetDocument} says, as a value. */
export function datasetMetadata(organisation: string, name = 'Record') {
  return {
    associations: { organisation_id: organisation },
    approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} },
    dataset_info: {
      name,
      description: 'A record.',
      access_info: {},
      publisher_id: organisation,
      created_date: {},
      published_date: {},
      license: 'https://creativecommons.org/licenses/by/4.0/',
    },
  };
}
