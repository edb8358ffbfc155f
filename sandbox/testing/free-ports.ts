import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * The first of the consecutive free ports that a sandbox needs, for a test that has to know them before the start. Below the
 * ephemeral range, whose ports any other process can get meanwhile.
 */
export async function findFreePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000);
    const taken = await Promise.all(Array.from({ length: 11 }, (_, offset) => isTaken(first + offset)));
    if (!taken.includes(true)) return first;
  }
}

/** Whether a process listens on a port of 127.0.0.1. */
export async function isTaken(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  return once(server, 'listening').then(
    () => new Promise((resolve) => server.close(() => resolve(false))),
    () => true,
  );
}
