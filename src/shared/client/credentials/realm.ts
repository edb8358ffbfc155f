import * as z from 'zod/mini';
import {
  AuthError,
  type ErrorDetails,
  type ProvenaError,
  type RequestInfo,
  UnexpectedResponseError,
} from '../errors.ts';
import { type CallContext, readResponse, send } from '../http/call.ts';
import { createUnavailableError, describeRedirect, TRANSIENT_STATUSES } from '../http/classify-response.ts';
import { truncateDetail } from '../http/reported-status.ts';
import { createRequestInfo } from '../http/request.ts';
import { parseBody, readJson } from '../http/response.ts';
import type { Secrets } from '../http/secrets.ts';
import { startTimeLimit } from '../http/time-limit.ts';
import type { Realm, TokenRequest } from './credentials.ts';
import { createFormRequest, formatBasicAuth, TOKEN_ENDPOINT } from './token-request.ts';

const TokenResponse = z.looseObject({
  access_token: z.string().check(z.minLength(1)),
  // Only a hint for tokens that are not JSON Web Tokens, so an invalid value is ignored.
  expires_in: z.catch(z.optional(z.number()), undefined),
  refresh_token: z.catch(z.optional(z.string()), undefined),
});

const OAuthErrorBody = z.looseObject({ error: z.string(), error_description: z.optional(z.string()) });

/** `timeoutMs` limits one request. */
type RealmOptions = Pick<
  CallContext,
  'endpoints' | 'httpClient' | 'retries' | 'secrets' | 'userAgent' | 'timeoutMs'
>;

export function connectRealm(options: RealmOptions): Realm {
  const post: Realm['post'] = (endpoint, request, signal) => {
    registerSecrets(request, options.secrets);
    const requestInfo = createRequestInfo(options.endpoints, {
      ...endpoint,
      service: 'keycloak',
      method: 'POST',
    });
    return options.retries.run({
      operation: endpoint.operation,
      safety: ROUTE.safety,
      signal,
      attempt: () => sendForm(options, requestInfo, request, signal),
    });
  };
  return {
    post,
    async token(request, signal) {
      const response = z.safeParse(TokenResponse, await post(TOKEN_ENDPOINT, request, signal));
      if (response.success) return response.data;
      throw new UnexpectedResponseError(`the realm at ${options.endpoints.keycloak} returned no token`);
    },
  };
}

/** A second token request returns a second token; both are valid. */
const ROUTE = { response: readJson, safety: 'safe' } as const;

async function sendForm(
  { httpClient, secrets, userAgent, timeoutMs }: RealmOptions,
  requestInfo: RequestInfo,
  request: TokenRequest,
  callerSignal: AbortSignal,
): Promise<unknown> {
  using limit = startTimeLimit(timeoutMs, 'attempt');
  const signal = AbortSignal.any([callerSignal, limit.signal]);
  const message = createFormRequest(requestInfo.url, request, userAgent);
  const sent = { request: requestInfo, safety: ROUTE.safety, signal };
  const response = await send({ httpClient, secrets }, message, sent);
  const { status } = response;
  if (status === 200) return readResponse(response, ROUTE, requestInfo, secrets);
  const content = parseBody(response);
  const details = { request: requestInfo, status, body: secrets.redact(content) };
  if (status >= 500 || TRANSIENT_STATUSES.includes(status))
    throw createUnavailableError({ ...details, transient: true }, ROUTE, response);
  if (status >= 400) throw createRejection(request, details, content, secrets);
  const redirect = describeRedirect({ request: requestInfo, response });
  throw new UnexpectedResponseError(`unexpected status HTTP ${status}${redirect}`, details);
}

const SECRET_FORM_FIELDS = ['refresh_token', 'subject_token', 'device_code'];

/** Credentials are registered as secrets before they are sent, so that no error of the request contains them. */
function registerSecrets({ form, basic }: TokenRequest, secrets: Secrets): void {
  for (const field of SECRET_FORM_FIELDS) secrets.add(form[field] ?? '');
  if (!basic) return;
  secrets.add(basic.secret);
  secrets.add(formatBasicAuth(basic).slice('Basic '.length));
}

/** Error codes of RFC 6749 and RFC 8628. They are kept even if they contain a secret, such as a short client secret. */
const OAUTH_ERRORS: readonly string[] = [
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'invalid_scope',
  'authorization_pending',
  'slow_down',
  'access_denied',
  'expired_token',
];

function createRejection(
  request: TokenRequest,
  details: ErrorDetails & { readonly request: RequestInfo },
  body: unknown,
  secrets: Secrets,
): ProvenaError {
  const { status } = details;
  if (status === 404) {
    const remedy = 'Check domain, realm and endpoints.keycloak';
    return new AuthError(`there is no realm at ${details.request.url}. ${remedy}`, details);
  }
  const errorBody = z.safeParse(OAuthErrorBody, body);
  if (!errorBody.success) {
    const remedy = 'Check endpoints.keycloak, and whether a proxy or firewall rejects the request';
    return new UnexpectedResponseError(
      `the realm returned no token (HTTP ${status} without an OAuth error). ${remedy}`,
      details,
    );
  }
  const { error, error_description } = errorBody.data;
  const oauthError = OAUTH_ERRORS.includes(error) ? error : secrets.redact(error);
  const detail = secrets.redact(error_description);
  const reason = truncateDetail([oauthError, detail].filter(Boolean).join(': '));
  const remedy = request.remedies[oauthError] ?? request.remedies['default'] ?? '';
  return new AuthError(`the realm rejected ${request.credentialName} (${reason}). ${remedy}`, {
    ...details,
    detail,
    oauthError,
  });
}
