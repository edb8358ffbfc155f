import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { suite, test } from 'node:test';
import { connect as connectTls, createServer as createTlsServer, setDefaultCACertificates } from 'node:tls';
import { listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { connect } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import type { ProvenaError, RequestInfo } from '../errors.ts';
import { mapServices } from '../services.ts';
import { createCertificate } from '../testing/certificate.ts';
import { catchError } from '../testing/loopback-connection.ts';
import { METADATA } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';
import { classifyFailure, classifyNetworkFailure } from './network-failure.ts';
import { CrossOriginRedirectError } from './redirect.ts';
import type { Retry } from './retry.ts';
import type { Safety } from './route.ts';
import { createSecretRegistry } from './secrets.ts';
import { TimeLimitError } from './time-limit.ts';

function at(url: string, onRetry: (retry: Retry) => void = () => {}) {
  const endpoints = mapServices(() => url);
  return connect({
    endpoints,
    allowHttp: true,
    credentials: accessToken(createJwt()),
    retry: { baseMs: 1, attempts: 2 },
    onRetry,
  });
}

/** A URL at which nothing listens. */
async function createUnusedUrl(): Promise<string> {
  const server = createServer();
  const url = await listenOnLoopback(server);
  await new Promise((closed) => server.close(closed));
  return url;
}

test('creation is repeated when the connection is refused', async () => {
  const retries: Retry[] = [];
  await using provena = at(await createUnusedUrl(), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.equal(error.family, 'unavailable');
  assert.match(error.message, /connection refused.*ECONNREFUSED/);
  assert.equal(error.outcomeUnknown, false);
  assert.equal(retries.length, 1);
});

test('call fails without a repetition, and names the settings to check, when the host does not exist', async () => {
  const retries: Retry[] = [];
  await using provena = at('http://no-such-host.invalid', (retry) => retries.push(retry));
  const error = await catchError(provena.registry.health());
  assert.match(error.message, /cannot reach no-such-host\.invalid: .*(ENOTFOUND|EAI_AGAIN)/);
});

test('call names the address, and did not send the request, when an https URL leads to a server without TLS', async () => {
  const server = createHttpServer((_request, response) => response.end());
  const url = await listenOnLoopback(server);
  const retries: Retry[] = [];
  await using provena = at(url.replace('http:', 'https:'), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.match(error.message, /does not use TLS.*Check the domain and endpoints/);
  assert.equal(error.outcomeUnknown, false);
  assert.equal(retries.length, 0);
  server.close();
});

test('classifyNetworkFailure does not take a request for unsent when clear text follows it on a TLS connection', async () => {
  let inject = (): void => {};
  const server = createTlsServer({ ...createCertificate(), maxVersion: 'TLSv1.2' }, (socket) =>
    socket.on('error', () => {}).once('data', () => inject()),
  );
  const tlsPort = Number(new URL(await listenOnLoopback(server)).port);
  // A balancer in front of the server, which closes a connection in clear text.
  const sockets: Socket[] = [];
  const balancer = createServer((incoming) => {
    const upstream = connectTcp(tlsPort, '127.0.0.1');
    sockets.push(incoming, upstream);
    incoming
      .on('error', () => {})
      .pipe(upstream.on('error', () => {}))
      .pipe(incoming);
    inject = () => void incoming.write('HTTP/1.1 408 Request Timeout\r\n\r\n');
  });
  const port = Number(new URL(await listenOnLoopback(balancer)).port);
  const cause = await new Promise((fail) => {
    const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }, () =>
      socket.write('POST / HTTP/1.1\r\n\r\n'),
    );
    socket.on('error', fail);
  });
  assert.match(String(cause), /wrong version number/);
  const { isUnsent, isTransient, hasWrongScheme } = classifyNetworkFailure(cause);
  assert.deepEqual([isUnsent, isTransient, hasWrongScheme], [false, true, undefined]);
  for (const socket of sockets) socket.destroy();
  balancer.close();
  server.close();
});

test('creation is repeated when the connection is closed during its TLS handshake', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const url = await listenOnLoopback(server);
  const retries: Retry[] = [];
  await using provena = at(url.replace('http:', 'https:'), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.match(error.message, /the connection was closed during the TLS handshake/);
  assert.deepEqual([error.outcomeUnknown, retries.length], [false, 1]);
  server.close();
});

test('creation is not repeated when the connection is closed after its TLS handshake', async () => {
  const certificate = createCertificate();
  setDefaultCACertificates([certificate.cert]);
  const server = createTlsServer(certificate, (socket) => socket.on('error', () => {}).destroy());
  const url = await listenOnLoopback(server);
  const retries: Retry[] = [];
  await using provena = at(url.replace('http:', 'https:'), (retry) => retries.push(retry));
  const error = await catchError(provena.datastore.mintDataset(METADATA));
  assert.deepEqual([error.outcomeUnknown, retries.length], [true, 0]);
  server.close();
});

test('call fails when the server does not use HTTP', async () => {
  const server = createServer((socket) => socket.end('hello\n'));
  await using provena = at(await listenOnLoopback(server));
  assert.equal((await catchError(provena.registry.health())).family, 'unavailable');
  server.close();
});

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
const coded = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });

suite('network failure', () => {
  /** `final`: a repetition fails, too; `unsent`: nothing was sent; `sent`: the outcome of a change is unknown. */
  type Outcome = 'final' | 'unsent' | 'sent';
  const rows: readonly (readonly [cause: unknown, pattern: RegExp, outcome: Outcome])[] = [
    [coded('ENOTFOUND'), /: unknown host. Check the domain and endpoints \(ENOTFOUND\)$/, 'final'],
    [coded('EAI_AGAIN'), /the DNS server does not respond \(EAI_AGAIN\)/, 'unsent'],
    [coded('ECONNREFUSED'), /connection refused\. Check the domain and endpoints/, 'unsent'],
    [coded('ERR_INVALID_CHAR'), /a character that HTTP does not allow/, 'final'],
    [coded('ERR_UNESCAPED_CHARACTERS'), /a character that HTTP does not allow/, 'final'],
    [coded('EHOSTUNREACH'), /host unreachable/, 'unsent'],
    [coded('ENETUNREACH'), /network unreachable/, 'unsent'],
    [coded('EMFILE'), /too many open files \(ulimit -n\)\. Send fewer requests/, 'unsent'],
    [coded('ENFILE'), /this machine has too many open files\. Send fewer requests/, 'unsent'],
    [coded('EADDRNOTAVAIL'), /no free port for the connection\. Send fewer requests/, 'unsent'],
    [coded('EACCES', { syscall: 'connect' }), /the connection could not be opened \(EACCES\)/, 'unsent'],
    [
      new AggregateError([coded('ETIMEDOUT', { syscall: 'connect' })]),
      /the connection could not be opened \(ETIMEDOUT\)/,
      'unsent',
    ],
    [coded('CONNECT_TIMEOUT'), /connection timed out/, 'unsent'],
    [coded('UND_ERR_CONNECT_TIMEOUT'), /connection timed out/, 'unsent'],
    [
      coded('DEPTH_ZERO_SELF_SIGNED_CERT'),
      /certificate is not trusted\. Set NODE_EXTRA_CA_CERTS to the file that contains the certificate of your certificate authority/,
      'final',
    ],
    [coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /certificate is not trusted/, 'final'],
    [coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), /certificate is not trusted/, 'final'],
    [
      coded('ERR_TLS_CERT_ALTNAME_INVALID'),
      /certificate is for another host name\. Check the domain and endpoints/,
      'final',
    ],
    [coded('CERT_NOT_YET_VALID'), /certificate is not valid yet\. Check the clock/, 'final'],
    [coded('EPROTO'), /the TLS connection failed \(EPROTO\)/, 'sent'],
    [
      coded('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'),
      /the TLS connection failed \(ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED\)/,
      'sent',
    ],
    [coded('ECONNRESET'), /connection lost \(ECONNRESET\)/, 'sent'],
    [new TypeError('x'), /connection lost \(TypeError\)/, 'sent'],
    ['text', /connection lost \(string\)/, 'sent'],
    [new Error('outer', { cause: coded('ENOTFOUND') }), /unknown host.*\(ENOTFOUND\)/, 'final'],
    [
      new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]),
      /connection refused.*\(ECONNREFUSED\)/,
      'unsent',
    ],
    [coded('x', { code: 7 }), /connection lost \(Error\)/, 'sent'],
  ];
  for (const [cause, pattern, outcome] of rows) {
    test(`network failure has the message ${pattern.source} when the cause is ${String(cause)}`, () => {
      const error = failure(cause);
      assert.equal(error.family, 'unavailable');
      assert.match(error.message, /^registry\.health: cannot reach registry\.example\.org:8443: /);
      assert.match(error.message, pattern);
      assert.deepEqual([error.transient, error.outcomeUnknown], [outcome !== 'final', outcome === 'sent']);
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
