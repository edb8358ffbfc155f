import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** Starts a server on a free port of 127.0.0.1. @returns its URL, with the scheme http. */
export async function listenOnLoopback(server: Server): Promise<string> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // The process of a failed test ends even if it did not close the server.
  server.unref();
  const { port } = server.address() as AddressInfo; // a server that listens on a port has an address of this form
  return `http://127.0.0.1:${port}`;
}

/** Closes a server and all its connections. */
export async function closeServer(server: HttpServer): Promise<void> {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}
