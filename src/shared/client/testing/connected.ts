import { type ConnectOptions, connect, type Provena } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { type Handler, type Loopback, loopback } from './loopback.ts';
import { jwt } from './tokens.ts';

export interface Connected extends AsyncDisposable {
  readonly server: Loopback;
  readonly provena: Provena;
}

/** A client of a loopback server; both end together. It waits milliseconds between attempts, and has all roles. */
export async function connected(handler: Handler, options: ConnectOptions = {}): Promise<Connected> {
  const server = await loopback(handler);
  const provena = await clientOf(server, options).catch(async (error: unknown) => {
    await server[Symbol.asyncDispose]();
    throw error;
  });
  return {
    server,
    provena,
    async [Symbol.asyncDispose]() {
      await provena.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function clientOf({ endpoints }: Loopback, options: ConnectOptions): Promise<Provena> {
  return connect({
    endpoints,
    credentials: accessToken(jwt({ issuer: endpoints.keycloak })),
    ...options,
    retry: { baseMs: 1, maxMs: 4, ...options.retry },
  });
}
