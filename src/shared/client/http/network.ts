import {
  AbortedError,
  type Asked,
  NotUnderstoodError,
  type ProvenaError,
  TimedOutError,
  UnavailableError,
} from './errors.ts';
import { LeavingHost } from './redirect.ts';
import type { Route } from './route.ts';
import type { Secrets } from './secrets.ts';
import { CONNECT_TIMEOUT_CODE } from './wire.ts';

interface Trouble {
  readonly says: string;
  /** Whether it may pass by itself. */
  readonly transient: boolean;
  /** Whether it happened before anything was sent. */
  readonly unsent: boolean;
}

const wrongHost = 'Check the domain and endpoints';
const NO_CONNECTION: Trouble = {
  says: 'the host does not take the connection',
  transient: true,
  unsent: true,
};
const UNSENT: Readonly<Record<string, Trouble>> = {
  ENOTFOUND: { says: `no such host. ${wrongHost}`, transient: false, unsent: true },
  EAI_AGAIN: { says: 'the name server does not answer', transient: true, unsent: true },
  ECONNREFUSED: { says: `nothing listens there. ${wrongHost}`, transient: true, unsent: true },
  EHOSTUNREACH: { says: 'no way to the host', transient: true, unsent: true },
  ENETUNREACH: { says: 'no way to the network', transient: true, unsent: true },
  [CONNECT_TIMEOUT_CODE]: NO_CONNECTION,
  UND_ERR_CONNECT_TIMEOUT: NO_CONNECTION,
};
const CERTIFICATE: Trouble = {
  says: 'its certificate is not trusted. Name your own authority in NODE_EXTRA_CA_CERTS',
  transient: false,
  unsent: true,
};
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_/;
const BROKEN: Trouble = { says: 'the connection broke', transient: true, unsent: false };

/** Which of the signals on a call has fired. */
export interface Limits {
  readonly caller: AbortSignal | undefined;
  readonly call: AbortSignal;
  readonly attempt: AbortSignal;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
}

/** The error that stands for a request without an answer. */
export function errorOfFailure(
  cause: unknown,
  asked: Asked,
  route: Pick<Route<unknown>, 'safety'>,
  limits: Limits,
  secrets: Secrets,
): ProvenaError {
  const mayHaveActed = route.safety !== 'safe';
  const facts = { asked, cause: secrets.hideInError(cause) };
  if (limits.caller?.aborted) return new AbortedError('aborted by the caller', { ...facts, mayHaveActed });
  if (limits.call.aborted) {
    return new TimedOutError(`no answer within ${limits.timeoutMs} ms`, { ...facts, mayHaveActed });
  }
  if (limits.attempt.aborted) {
    const message = `no answer within ${limits.attemptTimeoutMs} ms`;
    return new TimedOutError(message, { ...facts, mayHaveActed, transient: true });
  }
  if (cause instanceof LeavingHost) return new NotUnderstoodError(cause.message, facts);
  const { says, transient, unsent } = troubleOf(cause);
  const host = new URL(asked.url).host;
  return new UnavailableError(`cannot reach ${host}: ${says} (${describe(cause)})`, {
    ...facts,
    transient,
    mayHaveActed: !unsent && mayHaveActed,
  });
}

function troubleOf(cause: unknown): Trouble {
  const codes = codesOf(cause);
  for (const code of codes) {
    const known = UNSENT[code];
    if (known) return known;
    if (CERTIFICATE_CODE.test(code)) return CERTIFICATE;
  }
  return BROKEN;
}

function describe(cause: unknown): string {
  return codesOf(cause)[0] ?? (cause instanceof Error ? cause.name : typeof cause);
}

/** Codes of an error, of those that it bundles (one per address tried) and of what caused it. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const bundled = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
  return [...own, ...bundled, ...codesOf(error.cause)];
}
