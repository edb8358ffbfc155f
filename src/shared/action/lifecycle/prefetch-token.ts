import type { SentAhead } from '../../client/http/ahead.ts';
import { proxyFrom } from '../../client/http/proxy-settings.ts';
import { plainUrls } from '../../spec/plain-urls.ts';
import { rawInput } from '../inputs/raw-input.ts';
import { formatUserAgent } from '../user-agent.ts';

/**
 * Asks for an access token before the action itself is loaded: the realm thinks while this machine reads code. Only in
 * the plainest case, an offline token and no proxy; anything else is the client's to understand, or to refuse.
 * @returns undefined where nothing was begun.
 */
export async function prefetchToken(action: string): Promise<SentAhead | undefined> {
  const token = rawInput('offline-token');
  const client = rawInput('client-id');
  const { httpProxy, httpsProxy } = proxyFrom(process.env);
  if (!token || rawInput('access-token') || (client && rawInput('client-secret'))) return undefined;
  if (httpProxy || httpsProxy) return undefined;
  const written = rawInput('endpoints');
  const endpoints = written === undefined ? undefined : plainUrls(written);
  if (written !== undefined && !endpoints) return undefined;
  const { askAhead } = await import('../../client/ask-ahead.ts');
  return askAhead({
    domain: rawInput('domain'),
    realm: rawInput('realm'),
    endpoints,
    offlineToken: token,
    clientId: client,
    userAgent: formatUserAgent(action),
  });
}
