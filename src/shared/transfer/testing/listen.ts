import { once } from 'node:events';
import type { Server } from 'node:net';
import type { TestContext } from 'node:test';

/** Lets a server listen on a free port of 127.0.0.1 until the test ends. Returns the port. */
export async function listen(context: TestContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
