import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A server that answers nothing and notes when the first byte of a connection comes in. */
export async function startByteListener() {
  let arrived: ((at: number) => void) | undefined;
  const server = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', () => {
        arrived?.(performance.now());
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}`,
    /** The time at which the next connection's first byte arrives. */
    nextByte: () => new Promise<number>((resolve) => (arrived = resolve)),
    close: () => server.close(),
  };
}
