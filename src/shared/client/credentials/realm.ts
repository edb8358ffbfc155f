import * as z from 'zod/mini';
import { type Asked, AuthError, NotUnderstoodError, UnavailableError } from '../http/errors.ts';
import { errorOfFailure, type Limits } from '../http/network.ts';
import { bodyOf } from '../http/reply.ts';
import type { Retries } from '../http/retry.ts';
import type { Secrets } from '../http/secrets.ts';
import type { Transport } from '../http/transport.ts';
import type { Realm, TokenRequest } from './credentials.ts';
import { formRequest, TOKEN_PATH } from './token-request.ts';

const TokenReply = z.looseObject({
  access_token: z.string(),
  expires_in: z.optional(z.number()),
  refresh_token: z.optional(z.string()),
});

const OAuthFault = z.looseObject({ error: z.string(), error_description: z.optional(z.string()) });

interface Wiring {
  readonly transport: Transport;
  readonly retries: Retries;
  readonly secrets: Secrets;
  readonly userAgent: string;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
}

/** The Keycloak realm at `url`. */
export function connectRealm(url: string, wiring: Wiring): Realm {
  const post = (path: string, request: TokenRequest, signal: AbortSignal): Promise<unknown> => {
    announce(request, wiring.secrets);
    const asked = {
      operation: 'keycloak.token',
      service: 'keycloak',
      method: 'POST',
      route: path,
      url: url + path,
    } as const;
    return wiring.retries.run({
      operation: asked.operation,
      // Asking for a token twice gives two tokens; neither harms the other.
      safety: 'safe',
      signal,
      attempt: () => postOnce(wiring, asked, request, signal),
    });
  };
  return {
    post,
    async token(request, signal) {
      const answer = z.safeParse(TokenReply, await post(TOKEN_PATH, request, signal));
      if (answer.success) return answer.data;
      throw new NotUnderstoodError(`the realm at ${url} answered without a token`);
    },
  };
}

async function postOnce(
  { transport, secrets, userAgent, timeoutMs }: Wiring,
  asked: Asked,
  request: TokenRequest,
  signal: AbortSignal,
): Promise<unknown> {
  const attempt = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const limits: Limits = { caller: signal, call: signal, attempt, timeoutMs, attemptTimeoutMs: timeoutMs };
  const answer = await transport
    .send(formRequest(asked.url, request, userAgent), attempt)
    .catch((error: unknown) => {
      throw errorOfFailure(error, asked, { safety: 'safe' }, limits, secrets);
    });
  const body = bodyOf(answer);
  secrets.addFrom(body);
  const { status } = answer;
  if (status === 200) return body;
  if (status >= 500 || status === 429) {
    throw new UnavailableError(`the realm failed (${status})`, { asked, status, transient: true });
  }
  throw refusal(request, asked, status, secrets.hide(body));
}

const SECRET_FORM_FIELDS = ['refresh_token', 'subject_token', 'device_code'];

/** What identifies somebody is secret before it is sent, so that not even the error of sending it can show it. */
function announce({ form, basic }: TokenRequest, secrets: Secrets): void {
  for (const field of SECRET_FORM_FIELDS) secrets.add(form[field] ?? '');
  if (basic) secrets.add(basic.secret);
}

function refusal(request: TokenRequest, asked: Asked, status: number, body: unknown): AuthError {
  const facts = { asked, status, body };
  if (status === 404) {
    const remedy = 'Check domain, realm and endpoints.keycloak';
    return new AuthError(`there is no realm behind ${asked.url}. ${remedy}`, facts);
  }
  const fault = z.safeParse(OAuthFault, body);
  const oauthError = fault.success ? fault.data.error : undefined;
  const detail = fault.success ? fault.data.error_description : undefined;
  const said = [oauthError ?? `HTTP ${status}`, detail].filter(Boolean).join(': ');
  const remedy = request.remedies[oauthError ?? ''] ?? request.remedies['default'] ?? '';
  return new AuthError(`the realm does not accept ${request.presents} (${said}). ${remedy}`, {
    ...facts,
    detail,
    oauthError,
  });
}
