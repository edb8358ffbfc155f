import type { PrefetchedResponse } from '../../client/http/prefetch.ts';
import { isProxied, readProxySettings } from '../../client/http/proxy-settings.ts';
import { plainUrls } from '../../spec/plain-urls.ts';
import { rawInput } from '../inputs/raw-input.ts';

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
  const token = rawInput('offline-token');
  const client = rawInput('client-id');
  if (!token || rawInput('access-token') || (client && rawInput('client-secret'))) return undefined;
  if (isProxied(readProxySettings(process.env))) return undefined;
  const endpointsInput = rawInput('endpoints');
  const endpoints = endpointsInput === undefined ? undefined : plainUrls(endpointsInput);
  if (endpointsInput !== undefined && !endpoints) return undefined;
  const { prefetchToken } = await import('../../client/prefetch-token.ts');
  return prefetchToken({
    domain: rawInput('domain'),
    realm: rawInput('realm'),
    endpoints,
    offlineToken: token,
    clientId: client,
    userAgent: formatUserAgent(action),
    allowHttp: rawInput('allow-http')?.trim() === 'true',
  });
}
