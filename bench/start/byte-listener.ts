import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A server that sends nothing and reports the arrival of the first byte of a connection. */
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
  const { port } = server.address() as AddressInfo; // a listening TCP server has an AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** Resolves with the arrival time of the next connection's first byte. */
    nextByte: () => new Promise<number>((resolve) => (arrived = resolve)),
    close: () => server.close(),
  };
}
