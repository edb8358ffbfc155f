import { type ConnectOptions, connect, type Provena } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { ProvenaError } from '../errors.ts';
import { type Handler, type LoopbackServer, startLoopbackServer } from './loopback.ts';
import { createJwt } from './tokens.ts';

export interface LoopbackConnection extends AsyncDisposable {
  readonly server: LoopbackServer;
  readonly provena: Provena;
}

/** A client of a loopback server; both end together. It waits milliseconds between attempts, and has all roles. */
export async function connectToLoopback(
  handler: Handler,
  options: ConnectOptions = {},
): Promise<LoopbackConnection> {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startLoopbackServer(handler));
  const { endpoints } = server;
  const provena = opened.use(
    connect({
      endpoints,
      credentials: accessToken(createJwt({ issuer: endpoints.keycloak })),
      ...options,
      retry: { baseMs: 1, maxMs: 4, ...options.retry },
    }),
  );
  const both = opened.move();
  return { server, provena, [Symbol.asyncDispose]: () => both.disposeAsync() };
}

/** Returns the error of a call of the client. Fails if it is not one of the client's own errors. */
export async function catchError(call: Promise<unknown>): Promise<ProvenaError> {
  const error = await call.then(
    (value) => new Error(`expected a failure, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ProvenaError) return error;
  throw error;
}
