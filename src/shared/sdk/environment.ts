import {
  accessToken,
  type Credentials,
  clientCredentials,
  InvalidError,
  offlineToken,
  readProxySettings,
} from '../client/index.ts';
import { tryParseJson } from '../client/json/try-parse-json.ts';
import { readStoreSettings } from '../transfer/index.ts';
import type { SdkOptions } from './connect.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Options for `connect` from environment variables, with the same names as for the actions: `PROVENA_DOMAIN`,
 * `PROVENA_REALM`, `PROVENA_ENDPOINTS` (JSON), `PROVENA_ALLOW_HTTP` (`true` or `false`), credentials in
 * `PROVENA_ACCESS_TOKEN`, `PROVENA_CLIENT_ID` with `PROVENA_CLIENT_SECRET`, or `PROVENA_OFFLINE_TOKEN`, the first that
 * is set; the proxy in `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, whose lower-case names take precedence; and the
 * store's address in `PROVENA_S3_ENDPOINT`, `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`, the first that is set. Blanks
 * and line breaks around a value are removed; a blank value is not set.
 * @throws InvalidError if PROVENA_ENDPOINTS is not a JSON object of URLs.
 */
export function optionsFromEnvironment(variables: Environment = process.env): SdkOptions {
  const env: Environment = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value?.trim()]),
  );
  return {
    domain: env['PROVENA_DOMAIN'],
    realm: env['PROVENA_REALM'],
    endpoints: parseEndpoints(env['PROVENA_ENDPOINTS']),
    credentials: readCredentials(env),
    proxy: readProxySettings(env),
    allowHttp: env['PROVENA_ALLOW_HTTP']?.toLowerCase() === 'true',
    store: readStoreSettings(env),
  };
}

function readCredentials(env: Environment): Credentials | undefined {
  const {
    PROVENA_ACCESS_TOKEN: access,
    PROVENA_CLIENT_ID: client,
    PROVENA_CLIENT_SECRET: secret,
    PROVENA_OFFLINE_TOKEN: offline,
  } = env;
  if (access) return accessToken(access);
  if (client && secret) return clientCredentials(client, secret);
  return offline ? offlineToken(offline, client || undefined) : undefined;
}

function parseEndpoints(text: string | undefined): SdkOptions['endpoints'] {
  if (!text) return undefined;
  const json = tryParseJson(text);
  if (
    typeof json !== 'object' ||
    json === null ||
    Object.values(json).some((url) => typeof url !== 'string')
  ) {
    throw new InvalidError(
      'PROVENA_ENDPOINTS is not a JSON object of URLs, such as {"registry": "https://..."}',
    );
  }
  return { ...json };
}
