import {
  AbortedError,
  ProvenaError,
  type RequestInfo,
  TimedOutError,
  UnavailableError,
  UnexpectedResponseError,
} from '../errors.ts';
import { getErrorCodes } from './error-causes.ts';
import { ClientClosedError } from './http-client.ts';
import { CONNECT_TIMEOUT_CODE, HANDSHAKE_LOST_CODE } from './http-transport.ts';
import { ProxyError } from './proxy-error.ts';
import { ResponseTooLargeError } from './read-bounded.ts';
import { CrossOriginRedirectError } from './redirect.ts';
import type { Safety } from './route.ts';
import type { Secrets } from './secrets.ts';
import { TimeLimitError } from './time-limit.ts';

/** Why a request got no response, whether from Provena or from the store. */
export interface NetworkFailure {
  readonly reason: string;
  /** The error code, or the error's name if it has none. */
  readonly code: string;
  /** Whether a later attempt may succeed. */
  readonly isTransient: boolean;
  /** Whether nothing was sent. */
  readonly isUnsent: boolean;
  /** Whether a wrong address is a likely cause. */
  readonly isAddressSuspect?: boolean;
  /** Whether the server does not use TLS, as its address requires. */
  readonly hasWrongScheme?: boolean;
  /** Whether the message of the error is text of OpenSSL. */
  readonly isOpenSslError?: boolean;
}

type FailureKind = Omit<NetworkFailure, 'code'>;

/** A failure before anything was sent. Without further traits, a later attempt fails, too. */
const unsent = (reason: string, traits: Partial<FailureKind> = {}): FailureKind => ({
  reason,
  isTransient: false,
  isUnsent: true,
  ...traits,
});
const sent = (reason: string): FailureKind => ({ reason, isTransient: true, isUnsent: false });
const TRANSIENT = { isTransient: true };
const ADDRESS_SUSPECT = { isAddressSuspect: true };

const FEWER_REQUESTS = 'Send fewer requests at the same time';
const CONNECT_TIMEOUT = unsent('connection timed out', TRANSIENT);
const NOT_SENDABLE = unsent('the request has a character that HTTP does not allow', ADDRESS_SUSPECT);
const UNSENT_FAILURES: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: unsent('unknown host', ADDRESS_SUSPECT),
  EAI_AGAIN: unsent('the DNS server does not respond', TRANSIENT),
  ECONNREFUSED: unsent('connection refused', { ...TRANSIENT, ...ADDRESS_SUSPECT }),
  EHOSTUNREACH: unsent('host unreachable', TRANSIENT),
  ENETUNREACH: unsent('network unreachable', TRANSIENT),
  EMFILE: unsent(`the process has too many open files (ulimit -n). ${FEWER_REQUESTS}`, TRANSIENT),
  ENFILE: unsent(`this machine has too many open files. ${FEWER_REQUESTS}`, TRANSIENT),
  EADDRNOTAVAIL: unsent(`this machine has no free port for the connection. ${FEWER_REQUESTS}`, TRANSIENT),
  [CONNECT_TIMEOUT_CODE]: CONNECT_TIMEOUT,
  [HANDSHAKE_LOST_CODE]: unsent('the connection was closed during the TLS handshake', TRANSIENT),
  UND_ERR_CONNECT_TIMEOUT: CONNECT_TIMEOUT,
  ERR_INVALID_CHAR: NOT_SENDABLE,
  ERR_UNESCAPED_CHARACTERS: NOT_SENDABLE,
  CERT_HAS_EXPIRED: unsent(
    'its certificate has expired. Ask its administrator to renew it, and check the clock of this machine',
  ),
  CERT_NOT_YET_VALID: unsent('its certificate is not valid yet. Check the clock of this machine'),
  ERR_TLS_CERT_ALTNAME_INVALID: unsent('its certificate is for another host name', ADDRESS_SUSPECT),
};
const UNTRUSTED_CERTIFICATE = unsent(
  'its certificate is not trusted. Set NODE_EXTRA_CA_CERTS to the file that contains the certificate of your certificate authority',
);
/** Other codes of certificates: the chain does not end at a trusted authority. */
const CERTIFICATE_CODE = /^(?!ERR_SSL_).*(CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER)/;
/** Client and server have incompatible TLS versions or certificates, or a record was corrupted in transit. */
const TLS_FAILURE: FailureKind = { ...sent('the TLS connection failed'), isOpenSslError: true };
const TLS_CODE = /^EPROTO$|^ERR_SSL_/;
/** The server responded to the handshake in clear text: no part of the request was sent. */
const NO_TLS = unsent('the server does not use TLS. Change https to http in its address', {
  ...ADDRESS_SUSPECT,
  hasWrongScheme: true,
});
const NOT_HTTP = sent('the response is not valid HTTP');
/** Codes of Node.js and of undici. */
const NOT_HTTP_CODE = /^HPE_|^HTTPParserError$|^UND_ERR_HEADERS_OVERFLOW$/;
/** Other codes of opening a connection, such as EACCES of a local firewall. */
const NOT_CONNECTED = unsent('the connection could not be opened', TRANSIENT);
const CONNECTION_LOST = sent('connection lost');

/** Classifies the error of a request that got no response, by the codes of the error and its causes. */
export function classifyNetworkFailure(cause: unknown): NetworkFailure {
  if (cause instanceof ProxyError) return classifyProxyFailure(cause);
  const codes = getErrorCodes(cause);
  const code = codes[0] ?? (cause instanceof Error ? cause.name : typeof cause);
  for (const candidate of codes) {
    const known = UNSENT_FAILURES[candidate];
    if (known) return { ...known, code };
    if (CERTIFICATE_CODE.test(candidate)) return { ...UNTRUSTED_CERTIFICATE, code };
  }
  if (isCleartextResponse(cause)) return { ...NO_TLS, code };
  if (TLS_CODE.test(code)) return { ...TLS_FAILURE, code };
  if (NOT_HTTP_CODE.test(code)) return { ...NOT_HTTP, code };
  return { ...(isConnectFailure(cause) ? NOT_CONNECTED : CONNECTION_LOST), code };
}

function classifyProxyFailure({ host, status, cause }: ProxyError): NetworkFailure {
  const fail = (problem: string, code: string, isTransient: boolean): NetworkFailure => ({
    ...unsent(`the proxy ${host} ${problem}`, { isTransient }),
    code,
  });
  if (status === 407)
    return fail('requires a valid user and password. Add them to the proxy URL', '407', false);
  if (status !== undefined)
    return fail('rejected the connection', `${status}`, status === 429 || status >= 500);
  const { reason, code, isTransient, hasWrongScheme } = classifyNetworkFailure(cause);
  if (hasWrongScheme)
    return fail('does not respond with TLS. If it has none, set its URL with http://', code, isTransient);
  // The proxy may be reachable, but not the server from it.
  const problem = /^UND_ERR_(?:CONNECT|HEADERS)_TIMEOUT$/.test(code)
    ? 'does not open a connection in time'
    : `cannot be reached: ${reason}`;
  return fail(`${problem}. Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY`, code, isTransient);
}

/** The part of OpenSSL that reads the first record of a connection, before any request was sent. */
const CLEARTEXT_RESPONSE = /tlsany_meth|http request/i;

/** Whether OpenSSL rejected the first bytes of the server. Only its message distinguishes this from a later failure. */
function isCleartextResponse(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isRejected = CLEARTEXT_RESPONSE.test(error.message) && /\bSSL\b/.test(error.message);
  return isRejected || isCleartextResponse(error.cause);
}

/** A request that may get no response. */
export interface FailedRequest {
  readonly request: RequestInfo;
  readonly safety: Safety;
  /** Its reason, if it was aborted, decides the error: a TimeLimitError, or that of the caller. */
  readonly signal: AbortSignal;
}

/** Returns the error for a request without a response. */
export function classifyFailure(
  cause: unknown,
  { request, safety, signal }: FailedRequest,
  secrets: Secrets,
): ProvenaError {
  const outcomeUnknown = safety !== 'safe';
  const details = { request, cause: secrets.redactError(cause) };
  if (signal.reason instanceof TimeLimitError) {
    const { ms, scope } = signal.reason;
    const transient = scope === 'attempt';
    return new TimedOutError(`no response within ${ms} ms`, { ...details, outcomeUnknown, transient });
  }
  if (signal.aborted) return new AbortedError('aborted by the caller', { ...details, outcomeUnknown });
  if (cause instanceof ClientClosedError)
    return new AbortedError(cause.message, { ...details, outcomeUnknown: !cause.isUnsent && outcomeUnknown });
  if (cause instanceof ResponseTooLargeError)
    return new UnexpectedResponseError(cause.message, { ...details, outcomeUnknown });
  if (cause instanceof CrossOriginRedirectError)
    return new UnexpectedResponseError(
      `${secrets.redact(cause.message)}. Check the endpoint of ${request.service}`,
      details,
    );
  if (cause instanceof ProvenaError) return cause;
  const {
    reason,
    code,
    isTransient,
    isUnsent,
    isAddressSuspect,
    hasWrongScheme = false,
  } = classifyNetworkFailure(cause);
  const { host } = new URL(request.url);
  const advice = isAddressSuspect ? '. Check the domain and endpoints' : '';
  return new UnavailableError(`cannot reach ${host}: ${reason}${advice} (${code})`, {
    ...details,
    unknownHost: isAddressSuspect && code === 'ENOTFOUND' ? host : undefined,
    hasWrongScheme,
    transient: isTransient,
    outcomeUnknown: !isUnsent && outcomeUnknown,
  });
}

/** Whether the error, or one of its causes, occurred before there was a connection: nothing was sent. */
function isConnectFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { syscall }: NodeJS.ErrnoException = error;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  return (
    (error instanceof AggregateError && error.errors.some(isConnectFailure)) || isConnectFailure(error.cause)
  );
}
