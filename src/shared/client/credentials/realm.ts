import * as z from 'zod/mini';
import { type Asked, AuthError, NotUnderstoodError, UnavailableError } from '../http/errors.ts';
import { errorOfFailure, type Limits } from '../http/network.ts';
import { type Answer, bodyOf } from '../http/reply.ts';
import type { Retries } from '../http/retry.ts';
import type { Secrets } from '../http/secrets.ts';
import type { Transport } from '../http/transport.ts';
import type { Grant, RealmPost, TokenAnswer, TokenRequest } from './credentials.ts';
import type { Realm } from './token-source.ts';

const TokenReply = z.looseObject({
  access_token: z.string(),
  expires_in: z.optional(z.number()),
  refresh_token: z.optional(z.string()),
});

const OAuthFault = z.looseObject({ error: z.string(), error_description: z.optional(z.string()) });

const TOKEN_PATH = '/protocol/openid-connect/token';

interface Wiring {
  readonly transport: Transport;
  readonly retries: Retries;
  readonly secrets: Secrets;
  readonly userAgent: string;
  /** For one exchange, its retries included, in milliseconds. */
  readonly timeoutMs: number;
}

/** The realm at `url`, which gives tokens for grants. */
export function connectRealm(url: string, wiring: Wiring): Realm {
  const { transport, retries, secrets, userAgent, timeoutMs } = wiring;
  const post: RealmPost = async (path, request, signal) => {
    const asked = askedOf(url, path);
    announce(request, secrets);
    const limits: Limits = {
      caller: undefined,
      call: signal,
      attempt: signal,
      timeoutMs,
      attemptTimeoutMs: timeoutMs,
    };
    try {
      const answer = await transport.send(
        { method: 'POST', url: url + path, ...formOf(request, userAgent) },
        signal,
      );
      const body = bodyOf(answer);
      secrets.addFrom(body);
      if (answer.status >= 500 || answer.status === 429) throw unavailable(asked, answer);
      return { status: answer.status, body };
    } catch (error) {
      if (error instanceof UnavailableError) throw error;
      throw errorOfFailure(error, asked, { safety: 'safe' }, limits, secrets);
    }
  };

  const exchange = (grant: Grant): Promise<TokenAnswer> => {
    const signal = AbortSignal.timeout(timeoutMs);
    return retries.run({
      operation: 'keycloak.token',
      safety: 'safe',
      signal,
      async attempt() {
        const { status, body } = await post(TOKEN_PATH, await grant.request({ signal, realm: post }), signal);
        if (status !== 200) throw refusal(grant, askedOf(url, TOKEN_PATH), status, secrets.hide(body));
        const answer = z.safeParse(TokenReply, body);
        if (!answer.success) {
          throw new NotUnderstoodError('the realm gave no token', {
            asked: askedOf(url, TOKEN_PATH),
            status,
          });
        }
        await grant.received?.(answer.data);
        return answer.data;
      },
    });
  };
  return { url, exchange };
}

const SECRET_FORM_FIELDS = ['refresh_token', 'subject_token', 'device_code'];

/** What identifies somebody is secret before it is sent, so that not even the error of sending it can show it. */
function announce({ form, basic }: TokenRequest, secrets: Secrets): void {
  for (const field of SECRET_FORM_FIELDS) secrets.add(form[field] ?? '');
  if (basic) secrets.add(basic.secret);
}

/** `scope` is sent by no grant: current Keycloaks refuse an empty one, and the default is what is wanted. */
function formOf({ form, basic }: TokenRequest, userAgent: string) {
  const headers = { 'user-agent': userAgent, 'content-type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(form).toString();
  if (!basic) return { headers, body };
  // RFC 6749 2.3.1: id and secret are form-encoded before they are joined.
  const pair = `${encodeURIComponent(basic.id)}:${encodeURIComponent(basic.secret)}`;
  const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  return { headers: { ...headers, authorization }, body };
}

function refusal(grant: Grant, asked: Asked, status: number, body: unknown): AuthError {
  if (status === 404) {
    return new AuthError(`there is no realm at ${asked.url}. Check domain, realm and endpoints.keycloak`, {
      asked,
      status,
      body,
    });
  }
  const fault = z.safeParse(OAuthFault, body);
  const code = fault.success ? fault.data.error : `HTTP ${status}`;
  const detail = fault.success ? fault.data.error_description : undefined;
  const remedy = grant.remedies[code] ?? grant.remedies['default'] ?? '';
  const said = detail ? `${code}: ${detail}` : code;
  return new AuthError(`the realm does not accept ${grant.name} (${said}). ${remedy}`, {
    asked,
    status,
    detail,
    body,
  });
}

function unavailable(asked: Asked, { status }: Answer): UnavailableError {
  return new UnavailableError(`the realm failed (${status})`, { asked, status, transient: true });
}

function askedOf(url: string, path: string): Asked {
  return { operation: 'keycloak.token', service: 'keycloak', method: 'POST', route: path, url: url + path };
}
