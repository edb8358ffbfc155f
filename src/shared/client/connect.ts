import { createArgumentError } from './argument-error.ts';
import { type Auth, createAuth } from './auth/auth.ts';
import { createLinkMethods } from './auth/links.ts';
import type { Credentials } from './credentials/credentials.ts';
import { type Identity, identify } from './credentials/identity.ts';
import { connectRealm } from './credentials/realm.ts';
import { createTokenSource } from './credentials/token-source.ts';
import { createDatastore, type Datastore } from './datastore/datastore.ts';
import { assertTokensAreEncrypted, type Instance, resolveEndpoints } from './endpoints.ts';
import { createCall, type ResponseLogEntry } from './http/call.ts';
import { INVALID_HEADER_CHARACTER } from './http/header-value.ts';
import { createHttpClient } from './http/http-client.ts';
import type { PrefetchedResponse } from './http/prefetch.ts';
import type { ProxyOptions } from './http/proxy-settings.ts';
import { createRetryPolicy, createRetryRunner, type Retry, type RetryOptions } from './http/retry.ts';
import type { Call } from './http/route.ts';
import { createSecretRegistry, hideSecretsInHeaders } from './http/secrets.ts';
import { ServerClock } from './http/server-clock.ts';
import { parseTimeLimit } from './http/time-limit.ts';
import { createIdService, type IdService } from './id-service.ts';
import { createJobService, type JobService } from './jobs/job-service.ts';
import { formatJson } from './json/format-json.ts';
import { lazyProperties } from './lazy-properties.ts';
import { createLinkedPeople, type LinkedPeople } from './link.ts';
import { createProv, type Prov } from './prov/prov.ts';
import { createRegistry, type Registry } from './registry/registry.ts';
import { createSearch, type Search } from './search.ts';
import type { Endpoints } from './services.ts';

export interface ConnectOptions extends Instance {
  /** Without them only what needs no token works: `health`. */
  readonly credentials?: Credentials | undefined;
  /** Default: no proxy. `readProxySettings` reads the settings of the environment. */
  readonly proxy?: ProxyOptions | undefined;
  /**
   * Whether tokens may be sent unencrypted, by `http:`, to other hosts than this machine: for closed networks only.
   * Default false.
   */
  readonly allowHttp?: boolean | undefined;
  /** Time limit of a request with its retries, in milliseconds. Default 120,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Time limit of one attempt from the time at which it has a connection, in milliseconds. Default 60,000: the servers end
   * requests after about 30,000.
   */
  readonly attemptTimeoutMs?: number | undefined;
  /** Replaces parts of `DEFAULT_RETRY_POLICY`. */
  readonly retry?: RetryOptions | undefined;
  /** Name of the program in requests (`User-Agent`). Default `provena-actions`. */
  readonly userAgent?: string | undefined;
  /** Called with each secret as soon as it is known, before it is used: to mask logs. */
  readonly onSecret?: ((value: string) => void) | undefined;
  /** Called before each further attempt. */
  readonly onRetry?: ((retry: Retry) => void) | undefined;
  /** Called after each response: for a log of requests. */
  readonly onResponse?: ((entry: ResponseLogEntry) => void) | undefined;
}

/**
 * A client of one Provena instance. Nothing is sent or opened before the first call.
 * @param prefetched the request that `prefetchToken` sent.
 * @throws InvalidError if domain, realm or endpoints are missing or invalid, a limit is not a number, or the user agent
 * cannot be a header.
 */
export function connect(options: ConnectOptions, prefetched?: PrefetchedResponse): Provena {
  const endpoints = resolveEndpoints(options);
  if (options.credentials && !options.allowHttp) assertTokensAreEncrypted(endpoints);
  const { userAgent = 'provena-actions', timeoutMs = 120_000 } = options;
  assertHeaderValue('userAgent', userAgent);
  const { onRetry = () => {}, onResponse = () => {} } = options;
  const attemptTimeoutMs = parseTimeLimit(options.attemptTimeoutMs ?? 60_000, 'attemptTimeoutMs');
  const secrets = createSecretRegistry(options.onSecret);
  const clock = new ServerClock();
  const httpClient = createHttpClient(options.proxy, prefetched, (response) => {
    clock.observe(response);
    return hideSecretsInHeaders(response, secrets);
  });
  const { closed } = httpClient;
  const retries = createRetryRunner(createRetryPolicy(options.retry), onRetry, closed);
  const sending = { endpoints, httpClient, retries, secrets, userAgent };
  const realm = connectRealm({ ...sending, timeoutMs: attemptTimeoutMs });
  const tokens = createTokenSource(options.credentials, realm, endpoints.keycloak, secrets, closed);
  const call = createCall({ ...sending, tokens, timeoutMs, attemptTimeoutMs, onResponse });
  const modules = createModules(call);
  const close = () => httpClient.close();
  const own: Omit<Provena, keyof Modules> = {
    endpoints,
    identity: ({ signal } = {}) =>
      identify(tokens, (callOptions) => modules.auth.checkAccess(callOptions), signal),
    getClockOffset: () => clock.getOffset(),
    close,
    [Symbol.asyncDispose]: close,
  };
  return Object.assign(modules, own);
}

/** The parts of a client: one for each API of the instance, and `link`, which combines two. */
export interface Modules {
  /** Datasets, access to their files, and their release. */
  readonly datastore: Datastore;
  /** Full-text search. */
  readonly search: Search;
  /** Roles, groups, and the person that a user is linked to. */
  readonly auth: Auth;
  /** Combines `auth` and `registry`: the person that a user is linked to. */
  readonly link: LinkedPeople;
  /** Model runs and the provenance graph. */
  readonly prov: Prov;
  /** Items of all kinds. */
  readonly registry: Registry;
  /** Handles. */
  readonly idService: IdService;
  /** Background jobs. */
  readonly jobService: JobService;
}

/** A client of a Provena instance, with the permissions of its credentials. */
export interface Provena extends Modules, AsyncDisposable {
  /** Base URL of each service that this client uses. */
  readonly endpoints: Endpoints;
  /**
   * The user of the credentials. Requests a token and waits for it, with a device login until the person has
   * confirmed it: call it first.
   * @throws AuthError if there are no credentials, or the realm rejects them.
   */
  identity(options?: { readonly signal?: AbortSignal | undefined }): Promise<Identity>;
  /**
   * Seconds that the clocks of the servers are ahead of this machine's, by the last response; 0 before the first, and if they
   * differ by less than a minute. Timestamps of items and jobs are times of the servers.
   */
  getClockOffset(): number;
  /**
   * Closes the connections and aborts their requests; further calls are rejected. Without it, idle connections close by
   * themselves.
   */
  close(): Promise<void>;
}

/** An invalid character would fail each request. */
function assertHeaderValue(name: string, value: string): void {
  if (!INVALID_HEADER_CHARACTER.test(value)) return;
  const message = `expected characters that an HTTP header can have, found ${formatJson(value)}`;
  throw createArgumentError(name, message, 'invalid_value');
}

/** The modules of a client that calls routes with `call`. */
export function createModules(call: Call): Modules {
  const modules: Modules = lazyProperties<Modules>({
    datastore: () => createDatastore(call, modules.search),
    search: () => createSearch(call),
    auth: () => createAuth(call),
    link: () => createLinkedPeople(createLinkMethods(call), () => modules.registry.person),
    prov: () => createProv(call),
    registry: () => createRegistry(call),
    idService: () => createIdService(call),
    jobService: () => createJobService(call),
  });
  return modules;
}
