import { after } from 'node:test';
import { type Role, type Sandbox, type Settings, startSandbox } from '../index.ts';

/** A response. `at` reads its JSON by a path such as `item.history.0.reason`. */
export class TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;

  constructor(status: number, headers: Headers, text: string) {
    this.status = status;
    this.headers = headers;
    this.body = parseJsonOrText(text);
  }

  at<T = unknown>(path: string): T {
    // Each caller gives the type of the response.
    return path.split('.').reduce(getMember, this.body) as T;
  }

  text(path: string): string {
    return String(this.at(path));
  }
}

function getMember(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Starts a sandbox for the tests of one file. Jobs end at once by default. */
export async function startTestSandbox(options: Partial<Settings> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ pace: 'instant', ...options });
  after(() => sandbox.close());
  return sandbox;
}

/** The information that a sandbox prints for programs; it suffices to send requests. */
export type SandboxInfo = Pick<Sandbox, 'endpoints' | 's3' | 'control' | 'web' | 'users' | 'seed'>;

type Service = Exclude<keyof Sandbox['endpoints'], 'keycloak'> | 'control';
type Query = Record<string, string | number | boolean>;
type Options = { query?: Query; body?: unknown; raw?: string; headers?: Record<string, string> };

/** Sends HTTP requests as one of the users. */
export class ApiClient {
  readonly #sandbox: SandboxInfo;
  readonly #role: Role | undefined;
  #token: string | undefined;

  /** Without a role, no token is sent. */
  constructor(sandbox: SandboxInfo, role?: Role) {
    this.#sandbox = sandbox;
    this.#role = role;
  }

  async send(method: string, service: Service, path: string, options: Options = {}): Promise<TestResponse> {
    const base = service === 'control' ? this.#sandbox.control : this.#sandbox.endpoints[service];
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(options.query ?? {})) query.set(name, String(value));
    const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const headers = {
      ...(this.#role ? { authorization: `Bearer ${await this.token()}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    };
    const url = `${base}${path}${query.size === 0 ? '' : `?${query}`}`;
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    return new TestResponse(response.status, response.headers, await response.text());
  }

  get(service: Service, path: string, query: Query = {}): Promise<TestResponse> {
    return this.send('GET', service, path, { query });
  }

  post(service: Service, path: string, body?: unknown, query: Query = {}): Promise<TestResponse> {
    return this.send('POST', service, path, { body, query });
  }

  put(service: Service, path: string, body?: unknown, query: Query = {}): Promise<TestResponse> {
    return this.send('PUT', service, path, { body, query });
  }

  delete(service: Service, path: string, query: Query = {}): Promise<TestResponse> {
    return this.send('DELETE', service, path, { query });
  }

  /** An access token, cached for all calls. */
  async token(): Promise<string> {
    this.#token ??= await this.fetchToken();
    return this.#token;
  }

  /** A new access token from the user's offline token. */
  protected async fetchToken(): Promise<string> {
    const { offlineToken } = this.#sandbox.users[this.#role ?? 'nobody'];
    const form = { grant_type: 'refresh_token', client_id: 'automated-access', refresh_token: offlineToken };
    return (await requestToken(this.#sandbox, form)).text('access_token');
  }
}

/** Sends a request to the token endpoint. */
export async function requestToken(
  sandbox: SandboxInfo,
  form: Record<string, string>,
  path = '/token',
): Promise<TestResponse> {
  const url = `${sandbox.endpoints.keycloak}/protocol/openid-connect${path}`;
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  return new TestResponse(response.status, response.headers, await response.text());
}
