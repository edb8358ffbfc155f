import * as z from 'zod/mini';
import { AuthError, type RequestInfo, UnavailableError, UnexpectedResponseError } from '../http/errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import { type CallSignals, classifyFailure } from '../http/network-failure.ts';
import { parseBody } from '../http/response.ts';
import type { RetryRunner } from '../http/retry.ts';
import type { Secrets } from '../http/secrets.ts';
import type { Realm, TokenRequest } from './credentials.ts';
import { createFormRequest, TOKEN_ENDPOINT } from './token-request.ts';

const TokenReply = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.optional(z.number()),
  refresh_token: z.optional(z.string()),
});

const OAuthErrorBody = z.looseObject({ error: z.string(), error_description: z.optional(z.string()) });

interface RealmOptions {
  readonly httpClient: HttpClient;
  readonly retries: RetryRunner;
  readonly secrets: Secrets;
  readonly userAgent: string;
  /** Time limit of one request, in milliseconds. */
  readonly timeoutMs: number;
}

/** The Keycloak realm at `url`. */
export function connectRealm(url: string, options: RealmOptions): Realm {
  const post: Realm['post'] = ({ operation, path }, request, signal) => {
    registerSecrets(request, options.secrets);
    const info = {
      operation,
      service: 'keycloak',
      method: 'POST',
      route: path,
      url: url + path,
    } as const;
    return options.retries.run({
      operation,
      // A second token request returns a second token; both are valid.
      safety: 'safe',
      signal,
      attempt: () => sendForm(options, info, request, signal),
    });
  };
  return {
    post,
    async token(request, signal) {
      const response = z.safeParse(TokenReply, await post(TOKEN_ENDPOINT, request, signal));
      if (response.success) return response.data;
      throw new UnexpectedResponseError(`the realm at ${url} returned no token`);
    },
  };
}

async function sendForm(
  { httpClient, secrets, userAgent, timeoutMs }: RealmOptions,
  info: RequestInfo,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const attemptSignal = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const signals: CallSignals = {
    callerSignal: signal,
    callSignal: signal,
    attemptSignal,
    timeoutMs,
    attemptTimeoutMs: timeoutMs,
  };
  const receive = async () => {
    const response = await httpClient.send(createFormRequest(info.url, request, userAgent), attemptSignal);
    const body = parseBody(response);
    secrets.addFrom(body);
    return { status: response.status, body };
  };
  const { status, body } = await receive().catch((error: unknown) => {
    throw classifyFailure(error, { request: info, safety: 'safe', signals }, secrets);
  });
  if (status === 200) return body;
  if (status >= 500 || status === 429) {
    throw new UnavailableError(`the realm responded with HTTP ${status}`, {
      request: info,
      status,
      transient: true,
    });
  }
  throw createRejection(request, info, status, secrets.redact(body));
}

const SECRET_FORM_FIELDS = ['refresh_token', 'subject_token', 'device_code'];

/** Credentials are registered as secrets before they are sent, so that no error of the request contains them. */
function registerSecrets({ form, basic }: TokenRequest, secrets: Secrets): void {
  for (const field of SECRET_FORM_FIELDS) secrets.add(form[field] ?? '');
  if (basic) secrets.add(basic.secret);
}

function createRejection(request: TokenRequest, info: RequestInfo, status: number, body: unknown): AuthError {
  const details = { request: info, status, body };
  if (status === 404) {
    const remedy = 'Check domain, realm and endpoints.keycloak';
    return new AuthError(`there is no realm at ${info.url}. ${remedy}`, details);
  }
  const errorBody = z.safeParse(OAuthErrorBody, body);
  const oauthError = errorBody.success ? errorBody.data.error : undefined;
  const detail = errorBody.success ? errorBody.data.error_description : undefined;
  const reason = [oauthError ?? `HTTP ${status}`, detail].filter(Boolean).join(': ');
  const remedy = request.remedies[oauthError ?? ''] ?? request.remedies['default'] ?? '';
  return new AuthError(`the realm rejected ${request.credentialName} (${reason}). ${remedy}`, {
    ...details,
    detail,
    oauthError,
  });
}
