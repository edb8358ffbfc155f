import { createServer } from 'node:net';
import { listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';

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
  return {
    url: await listenOnLoopback(server),
    /** Resolves with the arrival time of the next connection's first byte. */
    nextByte: () => new Promise<number>((resolve) => (arrived = resolve)),
    close: () => server.close(),
  };
}
