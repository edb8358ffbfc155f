import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { AuthError, UnexpectedResponseError } from '../errors.ts';
import type { Credentials, Realm, TokenRequest, TokenResponse } from './credentials.ts';
import { createRefreshRequest, createSequentialGrant } from './grants.ts';
import { DEVICE_ENDPOINT } from './token-request.ts';

/** Prompt for the person: open the page and confirm the code within `expiresIn` seconds. */
export interface DevicePrompt {
  readonly url: string;
  /** URL of the page with the code filled in, if the realm has one. */
  readonly completeUrl: string | undefined;
  readonly code: string;
  readonly expiresIn: number;
}

/** Store for a login between runs. It holds a refresh token, which allows everything that its owner may do. */
export interface LoginStore {
  /** Called before each renewal: another program may have renewed the login, and a realm can accept each token only once. */
  load(): Promise<string | undefined>;
  save(refreshToken: string): Promise<void>;
  clear(): Promise<void>;
}

export interface DeviceLoginOptions {
  /** Shows the prompt to the person. Polling starts when it resolves. */
  readonly prompt: (prompt: DevicePrompt) => Promise<void> | void;
  /** Default: the login is lost when the program ends. */
  readonly store?: LoginStore | undefined;
  /** Client of the realm for interactive logins; default `client-tools`. */
  readonly clientId?: string | undefined;
  /** OAuth scopes, such as `offline_access roles`. Default: the scopes of the client. */
  readonly scope?: string | undefined;
}

const DeviceResponse = z.looseObject({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.optional(z.string()),
  expires_in: z.number(),
  interval: z.optional(z.number()),
});
type DeviceResponse = z.infer<typeof DeviceResponse>;

/** RFC 8628: seconds between polls if the realm does not specify them, and seconds to add after `slow_down`. */
const INTERVAL_S = 5;
const SLOW_DOWN_S = 5;

/**
 * Login of a person who confirms a code in a browser (RFC 8628). It is stored and renewed as long as the realm
 * allows.
 */
export function deviceLogin(options: DeviceLoginOptions): Credentials {
  const { clientId = 'client-tools', store } = options;
  let refreshToken: string | undefined;
  let lastLoaded: string | undefined;

  const keep = async (response: TokenResponse) => {
    if (!response.refresh_token || response.refresh_token === refreshToken) return response;
    refreshToken = response.refresh_token;
    await store?.save(refreshToken);
    return response;
  };
  const grant = createSequentialGrant(async (realm, signal) => {
    const loaded = await store?.load();
    // The store still has an old token if the last one could not be saved.
    if (loaded !== undefined && loaded !== lastLoaded) refreshToken = loaded;
    lastLoaded = loaded;
    if (refreshToken) {
      try {
        return await keep(
          await realm.token(createRefreshRequest('the login', refreshToken, clientId), signal),
        );
      } catch (error) {
        if (!(error instanceof AuthError && error.oauthError === 'invalid_grant')) throw error;
        // The realm has ended the login: the person must log in again.
        refreshToken = undefined;
        await store?.clear();
      }
    }
    return keep(await logIn(realm, clientId, options, signal));
  });
  return { ...grant, isInteractive: true };
}

async function logIn(
  realm: Realm,
  clientId: string,
  { prompt, scope }: DeviceLoginOptions,
  signal: AbortSignal,
): Promise<TokenResponse> {
  const begin = createTokenRequest({ client_id: clientId, ...(scope ? { scope } : {}) }, clientId);
  const response = z.safeParse(DeviceResponse, await realm.post(DEVICE_ENDPOINT, begin, signal));
  if (!response.success) throw new UnexpectedResponseError('the realm did not start a device login');
  const { data } = response;
  await prompt({
    url: data.verification_uri,
    completeUrl: data.verification_uri_complete,
    code: data.user_code,
    expiresIn: data.expires_in,
  });
  return pollForToken(realm, data, clientId, signal);
}

async function pollForToken(
  realm: Realm,
  { device_code, expires_in, interval = INTERVAL_S }: DeviceResponse,
  clientId: string,
  signal: AbortSignal,
): Promise<TokenResponse> {
  const tokenRequest = createTokenRequest(
    { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: clientId, device_code },
    clientId,
  );
  const deadline = performance.now() + expires_in * 1000;
  let waitS = interval;
  for (;;) {
    await sleep(waitS * 1000, undefined, { signal });
    try {
      return await realm.token(tokenRequest, signal);
    } catch (error) {
      const next = getPollInterval(error, waitS);
      if (next === undefined || performance.now() >= deadline) throw error;
      waitS = next;
    }
  }
}

/** Seconds until the next poll, or `undefined` if the rejection is final. */
export function getPollInterval(error: unknown, waitS: number): number | undefined {
  const code = error instanceof AuthError ? error.oauthError : undefined;
  if (code === 'slow_down') return waitS + SLOW_DOWN_S;
  return code === 'authorization_pending' ? waitS : undefined;
}

function createTokenRequest(form: Readonly<Record<string, string>>, clientId: string): TokenRequest {
  return {
    form,
    credentialName: 'the device login',
    remedies: {
      access_denied: 'The login was declined in the browser',
      expired_token: 'The code was not confirmed in time',
      authorization_pending: 'The code was not confirmed in time',
      default: `Check that the realm has a client ${clientId} that allows device logins`,
    },
  };
}
