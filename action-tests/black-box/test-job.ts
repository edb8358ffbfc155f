import { after } from 'node:test';
import { type Role, startSandbox } from '../../sandbox/index.ts';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createDatasetMetadata as createMinimalMetadata } from '../../sandbox/testing/records.ts';
import { ApiClient } from '../../sandbox/testing/sandbox-support.ts';
import { Runner } from './runner.ts';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;
export type FaultRule = Parameters<Sandbox['injectFault']>[0];
export type Settings = Parameters<Sandbox['updateSettings']>[0];
type Options = NonNullable<Parameters<typeof startSandbox>[0]>;

/** Starts a sandbox, and a runner whose steps connect to it by environment variables. */
export async function startJob(options: Options = {}, user: Role = 'modeller') {
  const sandbox = await startSandbox({ pace: 'instant', ...options });
  const runner = await Runner.start({
    PROVENA_ENDPOINTS: JSON.stringify(sandbox.endpoints),
    PROVENA_OFFLINE_TOKEN: sandbox.users[user].offlineToken,
    AWS_ENDPOINT_URL_S3: sandbox.s3,
  });
  const { seed } = sandbox;
  if (!seed) throw new Error('these tests need a seeded sandbox');
  return {
    sandbox,
    runner,
    seed,
    run: (...step: Parameters<Runner['run']>) => runner.run(...step),
    async stop() {
      await runner.stop();
      await sandbox.close();
    },
  };
}

export type TestJob = Awaited<ReturnType<typeof startJob>>;

/** Starts a job that is stopped at the end of the suite or test that calls this. */
export async function useJob(...args: Parameters<typeof startJob>): Promise<TestJob> {
  const job = await startJob(...args);
  after(() => job.stop());
  return job;
}

/** Whether the sandbox has injected a fault, into a request to the path if one is given. */
export async function isFaultApplied(sandbox: Pick<Sandbox, 'control'>, path?: string): Promise<boolean> {
  const response = await fetch(`${sandbox.control}/faults`);
  const { rules } = assumeType<{ rules: { rule: { path?: string }; applied: number }[] }>(
    await response.json(),
  );
  return rules.some(({ rule, applied }) => applied > 0 && (path === undefined || rule.path === path));
}

/** Requests to the APIs, without token requests, which are sent at startup. */
export function listApiRequests(sandbox: Sandbox) {
  return sandbox.requestLog().filter(({ service }) => service !== 'keycloak');
}

/** A minimal valid dataset document. */
export function formatDatasetDocument(organisation: string, name = 'Record'): string {
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

/** Sends requests as a user, to inspect and prepare what the steps of a test work with. */
export class CheckedClient extends ApiClient {
  constructor(sandbox: Sandbox, user: Role = 'modeller') {
    super(sandbox, user);
  }

  /** A new access token for each request, because some tests last longer than a token or change the clock. */
  override token(): Promise<string> {
    return this.fetchToken();
  }

  /** Sends one request. @returns the JSON response. @throws Error for any status but 2xx. */
  async call(
    service: Parameters<ApiClient['send']>[1],
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Record<string, unknown>> {
    const response = await this.send(method, service, path, { body });
    if (response.status < 200 || response.status > 299)
      throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(response.body)}`);
    return assumeType<Record<string, unknown>>(response.body);
  }

  /** All pages of a list: a page ends at 1 MiB, whatever its page size. */
  async list(
    service: Parameters<CheckedClient['call']>[0],
    path: string,
    request: object = {},
  ): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for (let key: unknown = null; ; ) {
      const page = await this.call(service, 'POST', path, {
        ...request,
        page_size: 1000,
        pagination_key: key,
      });
      items.push(...Object(page['items']));
      key = page['pagination_key'];
      if (!key) return items;
    }
  }

  /** The user's datasets, latest first. */
  datasets(): Promise<Record<string, unknown>[]> {
    return this.list('datastore', '/registry/items/list', { sort_by: { sort_type: 'CREATED_TIME' } });
  }

  async item(kind: string, id: string): Promise<Record<string, unknown>> {
    const response = await this.call(
      'registry',
      'GET',
      `/registry/${kind}/fetch?id=${encodeURIComponent(id)}`,
    );
    return assumeType<Record<string, unknown>>(response['item']);
  }
}

/** Mints a dataset by plain HTTP. @returns its handle. */
export async function mintDataset(
  api: CheckedClient,
  organisation: string,
  name = 'Record',
): Promise<string> {
  const minted = await api.call(
    'datastore',
    'POST',
    '/register/mint-dataset',
    createDatasetMetadata(organisation, name),
  );
  return String(minted['handle']);
}

/** Creates a model by plain HTTP. @returns its handle. */
export async function createModel(api: CheckedClient, name: string, description: string): Promise<string> {
  const urls = { documentation_url: 'https://example.org/docs', source_url: 'https://example.org/src' };
  const body = { display_name: name, name, description, ...urls };
  const created = await api.call('registry', 'POST', '/registry/entity/model/create', body);
  return assumeType<{ id: string }>(created['created_item']).id;
}

/** The document of a model. */
export function formatModelDocument(name: string, description = `About ${name}`): string {
  return `kind: model
display_name: ${name}
name: ${name}
description: ${description}
documentation_url: https://example.org/docs
source_url: https://example.org/src
`;
}

/** Adds a person to the reviewers of releases, as the administrator. */
export async function addReviewer(sandbox: Sandbox, person: string): Promise<void> {
  const path = `/release/sys-reviewers/add?reviewer_id=${encodeURIComponent(person)}`;
  await new CheckedClient(sandbox, 'admin').call('datastore', 'POST', path);
}

/** The value of {@link formatDatasetDocument}. */
export function createDatasetMetadata(organisation: string, name = 'Record') {
  return createMinimalMetadata(organisation, { name, description: 'A record.' });
}
