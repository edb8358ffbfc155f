import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type ProvenaError, type RequestInfo, UnavailableError } from '../errors.ts';
import { classifyFailure } from './network-failure.ts';
import { readProxySettings } from './proxy-settings.ts';
import { CrossOriginRedirectError, resolveRedirect } from './redirect.ts';
import { createRetryRunner, DEFAULT_RETRY_POLICY, getRetryDelay, type RetryState } from './retry.ts';
import type { Safety } from './route.ts';
import { createSecretRegistry } from './secrets.ts';
import { TimeLimitError } from './time-limit.ts';

const REQUEST: RequestInfo = {
  operation: 'registry.health',
  service: 'registry',
  method: 'GET',
  route: '/health',
  url: 'https://registry.example.org:8443/health',
};
const NOT_ABORTED = new AbortController().signal;

function failure(cause: unknown, safety: Safety = 'never', signal: AbortSignal = NOT_ABORTED): ProvenaError {
  return classifyFailure(cause, { request: REQUEST, safety, signal }, createSecretRegistry());
}
const coded = (code: string, cause?: unknown): Error => Object.assign(new Error(code, { cause }), { code });

suite('network failure', () => {
  const rows: readonly (readonly [
    cause: unknown,
    pattern: RegExp,
    transient: boolean,
    outcomeUnknown: boolean,
  ])[] = [
    [coded('ENOTFOUND'), /: unknown host. Check the domain and endpoints \(ENOTFOUND\)$/, false, false],
    [coded('EAI_AGAIN'), /the DNS server does not respond \(EAI_AGAIN\)/, true, false],
    [coded('ECONNREFUSED'), /connection refused\. Check the domain and endpoints/, true, false],
    [coded('ERR_INVALID_CHAR'), /a character that HTTP does not allow/, false, false],
    [coded('ERR_UNESCAPED_CHARACTERS'), /a character that HTTP does not allow/, false, false],
    [coded('EHOSTUNREACH'), /host unreachable/, true, false],
    [coded('ENETUNREACH'), /network unreachable/, true, false],
    [coded('EMFILE'), /too many open files \(ulimit -n\)\. Send fewer requests/, true, false],
    [coded('ENFILE'), /this machine has too many open files\. Send fewer requests/, true, false],
    [coded('EADDRNOTAVAIL'), /no free port for the connection\. Send fewer requests/, true, false],
    [
      Object.assign(coded('EACCES'), { syscall: 'connect' }),
      /the connection could not be opened \(EACCES\)/,
      true,
      false,
    ],
    [
      new AggregateError([Object.assign(coded('ETIMEDOUT'), { syscall: 'connect' })]),
      /the connection could not be opened \(ETIMEDOUT\)/,
      true,
      false,
    ],
    [coded('CONNECT_TIMEOUT'), /connection timed out/, true, false],
    [coded('UND_ERR_CONNECT_TIMEOUT'), /connection timed out/, true, false],
    [
      coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
      /certificate is not trusted\. Set NODE_EXTRA_CA_CERTS to the file that contains the certificate of your certificate authority/,
      false,
      false,
    ],
    [coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /certificate is not trusted/, false, false],
    [coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), /certificate is not trusted/, false, false],
    [
      coded('ERR_TLS_CERT_ALTNAME_INVALID'),
      /certificate is for another host name\. Check the domain and endpoints/,
      false,
      false,
    ],
    [coded('CERT_NOT_YET_VALID'), /certificate is not valid yet\. Check the clock/, false, false],
    [coded('EPROTO'), /the TLS connection failed \(EPROTO\)/, true, true],
    [
      coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      /the TLS connection failed \(ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED\)/,
      true,
      true,
    ],
    [coded('ECONNRESET'), /connection lost \(ECONNRESET\)/, true, true],
    [new TypeError('x'), /connection lost \(TypeError\)/, true, true],
    ['text', /connection lost \(string\)/, true, true],
    [new Error('outer', { cause: coded('ENOTFOUND') }), /unknown host.*\(ENOTFOUND\)/, false, false],
    [
      new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]),
      /connection refused.*\(ECONNREFUSED\)/,
      true,
      false,
    ],
    [Object.assign(new Error('x'), { code: 7 }), /connection lost \(Error\)/, true, true],
  ];
  for (const [cause, pattern, transient, outcomeUnknown] of rows) {
    test(`network failure has the message ${pattern.source} when the cause is ${String(cause)}`, () => {
      const error = failure(cause);
      assert.equal(error.family, 'unavailable');
      assert.match(error.message, /^registry\.health: cannot reach registry\.example\.org:8443: /);
      assert.match(error.message, pattern);
      assert.deepEqual([error.transient, error.outcomeUnknown], [transient, outcomeUnknown]);
      assert.equal(error.cause, cause);
      assert.equal(failure(cause, 'safe').outcomeUnknown, false);
    });
  }

  const abortRows: readonly (readonly [
    what: string,
    reason: unknown,
    family: string,
    pattern: RegExp,
    transient: boolean,
  ])[] = [
    ['the caller aborts', undefined, 'aborted', /aborted by the caller/, false],
    [
      'the timeout of the call is reached',
      new TimeLimitError(9, 'call'),
      'timedOut',
      /no response within 9 ms/,
      false,
    ],
    [
      'the timeout of the attempt is reached',
      new TimeLimitError(5, 'attempt'),
      'timedOut',
      /no response within 5 ms/,
      true,
    ],
  ];
  for (const [title, reason, family, pattern, transient] of abortRows) {
    test(`network failure is classified by the limit when ${title}`, () => {
      const signal = AbortSignal.abort(reason);
      const error = failure(coded('ECONNRESET'), 'create', signal);
      assert.deepEqual([error.family, error.transient, error.outcomeUnknown], [family, transient, true]);
      assert.match(error.message, pattern);
      assert.equal(failure(coded('ECONNRESET'), 'safe', signal).outcomeUnknown, false);
    });
  }

  test('network failure is permanent when a redirect leads to another host', () => {
    const error = failure(new CrossOriginRedirectError(new URL('https://a.example/x'), 'b.example'));
    assert.equal(error.family, 'unexpectedResponse');
    assert.match(
      error.message,
      /a\.example redirects to another host \(b\.example\), which is not followed\. Check the endpoint of \w+$/,
    );
  });
});

suite('resolveRedirect', () => {
  const from = new URL('http://a.example:80/x/y');
  const to = (status: number, location: string | undefined, method = 'GET') =>
    resolveRedirect(method, from, { status, headers: { location }, bytes: new Uint8Array() })?.href;
  const rows: readonly (readonly [
    status: number,
    method: string,
    location: string | undefined,
    to: string | undefined,
  ])[] = [
    [307, 'POST', '/z?q=1', 'http://a.example/z?q=1'],
    [308, 'DELETE', 'z', 'http://a.example/x/z'],
    [301, 'GET', '/z', 'http://a.example/z'],
    [302, 'GET', '/z', 'http://a.example/z'],
    [303, 'GET', '/z', 'http://a.example/z'],
    [301, 'POST', '/z', undefined],
    [303, 'PUT', '/z', undefined],
    [304, 'GET', '/z', undefined],
    [200, 'GET', '/z', undefined],
    [307, 'GET', undefined, undefined],
    [307, 'GET', 'http://[', undefined],
    [307, 'GET', 'https://a.example/z', 'https://a.example/z'],
  ];
  for (const [status, method, location, expected] of rows)
    test(`resolveRedirect returns ${expected} for a ${status} response to ${method} with Location ${location}`, () =>
      assert.equal(to(status, location, method), expected));
  for (const location of [
    'https://b.example/z',
    'http://a.example:81/z',
    '//b.example/',
    'ftp://a.example/z',
  ])
    test(`resolveRedirect throws when the location is ${location}`, () =>
      assert.throws(() => to(307, location), CrossOriginRedirectError));
  test('resolveRedirect throws when the location changes from https to http', () =>
    assert.throws(
      () =>
        resolveRedirect('GET', new URL('https://a.example/'), {
          status: 307,
          headers: { location: 'http://a.example/' },
          bytes: new Uint8Array(),
        }),
      CrossOriginRedirectError,
    ));
});

test('proxy settings use the environment, lower-case names first', () => {
  assert.deepEqual(readProxySettings({ HTTP_PROXY: 'a', http_proxy: 'b', HTTPS_PROXY: 'c', no_proxy: 'd' }), {
    httpProxy: 'b',
    httpsProxy: 'c',
    noProxy: 'd',
  });
  assert.deepEqual(readProxySettings({}), {
    httpProxy: undefined,
    httpsProxy: undefined,
    noProxy: undefined,
  });
});

suite('getRetryDelay', () => {
  const passing = (facts: ConstructorParameters<typeof UnavailableError>[1] = {}) =>
    new UnavailableError('x', { transient: true, ...facts });
  const rows: readonly (readonly [
    what: string,
    error: unknown,
    tries: number,
    safety: Safety,
    isRecoverable: boolean,
    ms: number | undefined,
  ])[] = [
    ['returns the backoff of a read', passing(), 1, 'safe', false, 375],
    ['doubles the backoff with each attempt', passing(), 3, 'safe', false, 1500],
    ['returns undefined after the last attempt', passing(), 4, 'safe', false, undefined],
    ['returns undefined when the error is permanent', new UnavailableError('x'), 1, 'safe', false, undefined],
    ['returns undefined for other errors', new Error('x'), 1, 'safe', false, undefined],
    [
      'returns undefined when the outcome of a creation is unknown',
      passing({ outcomeUnknown: true }),
      1,
      'create',
      false,
      undefined,
    ],
    [
      'returns a delay when the created resource can be searched for',
      passing({ outcomeUnknown: true }),
      1,
      'create',
      true,
      375,
    ],
    [
      'returns undefined for a change with an unknown outcome',
      passing({ outcomeUnknown: true }),
      1,
      'never',
      true,
      undefined,
    ],
    ['returns a delay for a change that cannot have happened', passing(), 1, 'never', false, 375],
    [
      'returns Retry-After when it is longer than the backoff',
      passing({ retryAfterMs: 9000 }),
      1,
      'safe',
      false,
      9000,
    ],
    [
      'returns the backoff when it is longer than Retry-After',
      passing({ retryAfterMs: 10 }),
      1,
      'safe',
      false,
      375,
    ],
    [
      'returns undefined when Retry-After exceeds the maximum',
      passing({ retryAfterMs: 20_001 }),
      1,
      'safe',
      false,
      undefined,
    ],
  ];
  for (const [title, error, tries, safety, isRecoverable, ms] of rows)
    test(title, () =>
      assert.equal(
        getRetryDelay(error, { tries, safety, policy: DEFAULT_RETRY_POLICY, isRecoverable }, () => 0.5),
        ms,
      ),
    );
  test('getRetryDelay never returns more than the maximum of the policy', () => {
    const policy = { ...DEFAULT_RETRY_POLICY, attempts: 20, maxMs: 1000 };
    const state: RetryState = { tries: 9, safety: 'safe', policy, isRecoverable: false };
    assert.equal(
      getRetryDelay(passing(), state, () => 1),
      1000,
    );
  });

  test('retries use up a budget, which successful calls slowly refill', async () => {
    const policy = { attempts: 2, baseMs: 1, maxMs: 1, budget: 2 };
    let reported = 0;
    const retries = createRetryRunner(policy, () => {
      reported += 1;
    });
    const job = { operation: 'x', safety: 'safe' as const, signal: NOT_ABORTED };
    const failing = () =>
      retries.run({ ...job, attempt: () => Promise.reject(passing()) }).catch(() => undefined);
    for (let i = 0; i < 4; i++) await failing();
    assert.equal(reported, 2);
    for (let i = 0; i < 11; i++) await retries.run({ ...job, attempt: async () => 7 });
    await failing();
    assert.equal(reported, 3);
    for (let i = 0; i < 100; i++) await retries.run({ ...job, attempt: async () => 7 });
    for (let i = 0; i < 4; i++) await failing();
    assert.equal(reported, 5);
  });
});
