import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Listener, startListening } from '../http/listener.ts';
import type { PageContext } from './page-context.ts';

type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Serves the pages on the loopback interface. Port 0 takes a free one. The code that renders them is loaded with the first
 * request, so that it does not delay the start of the sandbox.
 * @throws Error for a port that is taken
 */
export function serveWeb(content: PageContext, port: number): Promise<Listener> {
  let handler: Promise<Handler> | undefined;
  return startListening((message, response) => {
    handler ??= loadHandler(content);
    handler.then((handle) => handle(message, response)).catch(() => response.destroy());
  }, port);
}

async function loadHandler(content: PageContext): Promise<Handler> {
  const [{ getRequestListener }, { createApp: app }] = await Promise.all([
    import('@hono/node-server'),
    import('./app.ts'),
  ]);
  return getRequestListener(app(content).fetch);
}
