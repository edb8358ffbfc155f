import type { PrefetchedResponse } from '../../client/http/prefetch.ts';
import { isProxied, readProxySettings } from '../../client/http/proxy-settings.ts';
import { parseUrlMap } from '../../documents/url-map.ts';
import { parseFlag, readRawInput } from '../inputs/raw-input.ts';

/** The `User-Agent` header of an action's requests. */
export function formatUserAgent(action: string): string {
  return `provena-actions (${action})`;
}

/**
 * Requests an access token before the action's code is loaded, so that the server works while modules load. Only for an
 * offline token without a proxy; the client handles, or rejects, every other configuration.
 * @returns undefined when no request was sent.
 */
export async function prefetchToken(action: string): Promise<PrefetchedResponse | undefined> {
  const token = readRawInput('offline-token');
  const client = readRawInput('client-id');
  if (!token || readRawInput('access-token') || (client && readRawInput('client-secret'))) return undefined;
  if (isProxied(readProxySettings(process.env))) return undefined;
  const endpointsInput = readRawInput('endpoints');
  const endpoints = endpointsInput === undefined ? undefined : parseUrlMap(endpointsInput);
  if (endpointsInput !== undefined && !endpoints) return undefined;
  const { prefetchToken } = await import('../../client/prefetch-token.ts');
  return prefetchToken({
    domain: readRawInput('domain'),
    realm: readRawInput('realm'),
    endpoints,
    offlineToken: token,
    clientId: client,
    userAgent: formatUserAgent(action),
    allowHttp: parseFlag(readRawInput('allow-http') ?? '') === true,
  });
}
