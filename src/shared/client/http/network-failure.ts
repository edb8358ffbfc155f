import {
  AbortedError,
  type ProvenaError,
  type RequestInfo,
  TimedOutError,
  UnavailableError,
  UnexpectedResponseError,
} from './errors.ts';
import { CONNECT_TIMEOUT_CODE } from './http-transport.ts';
import { CrossOriginRedirectError } from './redirect.ts';
import type { Route } from './route.ts';
import type { Secrets } from './secrets.ts';

interface NetworkFailure {
  readonly message: string;
  /** Whether it may pass by itself. */
  readonly isTransient: boolean;
  /** Whether it happened before anything was sent. */
  readonly isUnsent: boolean;
}

const CHECK_HOST = 'Check the domain and endpoints';
const NO_CONNECTION: NetworkFailure = {
  message: 'the host does not take the connection',
  isTransient: true,
  isUnsent: true,
};
const UNSENT_FAILURES: Readonly<Record<string, NetworkFailure>> = {
  ENOTFOUND: { message: `no such host. ${CHECK_HOST}`, isTransient: false, isUnsent: true },
  EAI_AGAIN: { message: 'the name server does not answer', isTransient: true, isUnsent: true },
  ECONNREFUSED: { message: `nothing listens there. ${CHECK_HOST}`, isTransient: true, isUnsent: true },
  EHOSTUNREACH: { message: 'no way to the host', isTransient: true, isUnsent: true },
  ENETUNREACH: { message: 'no way to the network', isTransient: true, isUnsent: true },
  [CONNECT_TIMEOUT_CODE]: NO_CONNECTION,
  UND_ERR_CONNECT_TIMEOUT: NO_CONNECTION,
};
const CERTIFICATE_FAILURE: NetworkFailure = {
  message: 'its certificate is not trusted. Name your own authority in NODE_EXTRA_CA_CERTS',
  isTransient: false,
  isUnsent: true,
};
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_/;
const CONNECTION_LOST: NetworkFailure = {
  message: 'the connection broke',
  isTransient: true,
  isUnsent: false,
};

/** Which of the signals on a call has fired. */
export interface CallLimits {
  readonly caller: AbortSignal | undefined;
  readonly call: AbortSignal;
  readonly attempt: AbortSignal;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
}

/** The error that stands for a request without an answer. */
export function classifyFailure(
  cause: unknown,
  asked: RequestInfo,
  route: Pick<Route<unknown>, 'safety'>,
  limits: CallLimits,
  secrets: Secrets,
): ProvenaError {
  const mayHaveActed = route.safety !== 'safe';
  const facts = { asked, cause: secrets.redactError(cause) };
  if (limits.caller?.aborted)
    return new AbortedError('aborted by the caller', { ...facts, outcomeUnknown: mayHaveActed });
  if (limits.call.aborted) {
    return new TimedOutError(`no answer within ${limits.timeoutMs} ms`, {
      ...facts,
      outcomeUnknown: mayHaveActed,
    });
  }
  if (limits.attempt.aborted) {
    const message = `no answer within ${limits.attemptTimeoutMs} ms`;
    return new TimedOutError(message, { ...facts, outcomeUnknown: mayHaveActed, transient: true });
  }
  if (cause instanceof CrossOriginRedirectError) return new UnexpectedResponseError(cause.message, facts);
  const { message: says, isTransient: transient, isUnsent: unsent } = findNetworkFailure(cause);
  const host = new URL(asked.url).host;
  return new UnavailableError(`cannot reach ${host}: ${says} (${getErrorName(cause)})`, {
    ...facts,
    transient,
    outcomeUnknown: !unsent && mayHaveActed,
  });
}

function findNetworkFailure(cause: unknown): NetworkFailure {
  const codes = getErrorCodes(cause);
  for (const code of codes) {
    const known = UNSENT_FAILURES[code];
    if (known) return known;
    if (CERTIFICATE_CODE.test(code)) return CERTIFICATE_FAILURE;
  }
  return CONNECTION_LOST;
}

function getErrorName(cause: unknown): string {
  return getErrorCodes(cause)[0] ?? (cause instanceof Error ? cause.name : typeof cause);
}

/** Codes of an error, of those that it bundles (one per address tried) and of what caused it. */
function getErrorCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const bundled = error instanceof AggregateError ? error.errors.flatMap(getErrorCodes) : [];
  return [...own, ...bundled, ...getErrorCodes(error.cause)];
}
