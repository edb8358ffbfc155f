import { isCleartext } from '../../client/endpoints.ts';
import { getFirstLine } from '../../client/error-message.ts';
import type { PrefetchedResponse } from '../../client/http/prefetch.ts';
import {
  type ConnectOptions,
  connect,
  InvalidError,
  type Provena,
  readProxySettings,
} from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatValue } from '../../documents/format-value.ts';
import { UserError } from '../../documents/problem.ts';
import { readSource } from '../../documents/text/source.ts';
import { parseUrlMap } from '../../documents/url-map.ts';
import { formatDuration } from '../../format-duration.ts';
import { describeInput } from '../inputs/raw-input.ts';
import type { ConnectionInputs } from '../inputs/shared-fields.ts';
import { runnerLog } from '../runner/log/log.ts';
import { maskClientSecret } from '../runner/secrets/secrets.ts';
import { findCredentials } from './credentials.ts';
import { createWebPages, type WebPages } from './web-pages.ts';

export interface Connection {
  readonly provena: Provena;
  readonly pages: WebPages;
  /** Proxy settings of the environment, for connections other than the client's. */
  readonly proxy: ConnectOptions['proxy'];
}

/** The `Server` header of the local Provena, which shows its items at their handles. */
const SANDBOX_SERVER = 'provena-sandbox';

/**
 * Creates the client that the connection inputs describe. Sends nothing.
 * @throws UserError when they lack the instance or the credentials.
 */
export async function openConnection(
  inputs: ConnectionInputs,
  userAgent: string,
  prefetched: PrefetchedResponse | undefined,
): Promise<Connection> {
  const endpoints = await parseEndpoints(inputs.endpoints);
  const credentials = findCredentials(inputs);
  if (!credentials && inputs['client-secret'])
    throw new UserError(
      'input client-secret (or PROVENA_CLIENT_SECRET) has no effect without the client: set input client-id or the variable PROVENA_CLIENT_ID.',
    );
  if (!credentials)
    throw new UserError(
      'no credentials: set input offline-token or the variable PROVENA_OFFLINE_TOKEN from a secret' +
        (inputs['client-id'] ? ', or for OpenID Connect give the job the permission id-token: write' : '') +
        '. Pull requests from forks and Dependabot get no secrets; such runs can use the local Provena of start-sandbox.',
    );
  const proxy = readProxySettings(process.env);
  let isSandbox = false;
  const options: ConnectOptions = {
    domain: inputs.domain,
    realm: inputs.realm,
    endpoints,
    credentials,
    userAgent,
    allowHttp: inputs['allow-http'],
    proxy,
    onSecret: maskClientSecret,
    onRetry: ({ attempt, maxAttempts, error, delayMs }) =>
      runnerLog.info(
        `${getFirstLine(error)}; attempt ${attempt} of ${maxAttempts} in ${formatDuration(delayMs)}`,
      ),
    onResponse: ({ operation, method, route, status, ms, server }) => {
      if (server === SANDBOX_SERVER) isSandbox = true;
      runnerLog.debug(`${operation}: ${method} ${route}: ${status} in ${Math.round(ms)} ms`);
    },
  };
  const provena = connectClient(options, prefetched);
  const insecure = Object.values(provena.endpoints).filter(isCleartext);
  if (insecure.length > 0)
    runnerLog.warning(
      `input allow-http: tokens are sent unencrypted to ${[...new Set(insecure.map((url) => new URL(url).hostname))].join(', ')}. Everyone who can read the network traffic can read them.`,
    );
  return { provena, pages: createWebPages(inputs.domain, provena.endpoints, () => isSandbox), proxy };
}

function connectClient(options: ConnectOptions, prefetched: PrefetchedResponse | undefined): Provena {
  try {
    return connect(options, prefetched);
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    const problems = error.issues.map(({ path, message, code }) => {
      const remedy = code === 'cleartext' ? ' In a closed network, set input allow-http to true.' : '';
      return { message: `${describeInput(path[0], path.join('.'))}: ${message}${remedy}` };
    });
    throw new UserError(problems, { cause: error });
  }
}

const EXPECTED_ENDPOINTS = 'expected a mapping from service to URL, for example `registry: https://…`';

async function parseEndpoints(text: string | undefined): Promise<ConnectOptions['endpoints']> {
  if (text === undefined) return undefined;
  const plain = parseUrlMap(text);
  if (plain) return plain;
  const { value, place } = await readSource({ name: 'input endpoints', text });
  const entries = isMapping(value) ? Object.entries(value) : [];
  if (entries.length === 0)
    throw new UserError({ message: `${EXPECTED_ENDPOINTS}, found ${formatValue(value)}`, place: place([]) });
  const invalid = entries.filter(([, url]) => typeof url !== 'string');
  const problems = invalid.map(([name, url]) => ({
    message: `${EXPECTED_ENDPOINTS}, found ${formatValue(url)}`,
    path: name,
    place: place([name]),
  }));
  if (problems.length > 0) throw new UserError(problems);
  return Object.fromEntries(entries);
}
