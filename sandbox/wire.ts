import { callerOf } from './control/caller-of.ts';
import type { Journal } from './control/journal.ts';
import type { Incoming } from './http/incoming.ts';
import type { Around, Delivery } from './http/listener.ts';
import { plainText, type Reply } from './http/reply.ts';
import { type Gateway, throughGateway } from './misbehaviour/gateway.ts';
import type { Rules, ServiceName } from './misbehaviour/rules.ts';
import { strike, type Through } from './misbehaviour/strike.ts';

/** What stands between the wire and a service: misbehaviour, the gateway's limits, and the journal. */
export function aroundService(
  service: ServiceName,
  parts: { rules: Rules; gateway: Gateway; journal: Journal },
): Around {
  return async (request, answer) => {
    const at_ms = Date.now();
    const gateway: Through = (work) =>
      service === 'keycloak' ? work() : throughGateway(parts.gateway, request, work);
    const delivery = await strike(parts.rules, service, request, gateway, () => guarded(request, answer));
    const { method, path, search: query, body } = request;
    parts.journal.add({
      at_ms,
      took_ms: Date.now() - at_ms,
      service,
      username: callerOf(request),
      method,
      path,
      query,
      body_bytes: body.length,
      status: statusOf(delivery),
    });
    return delivery;
  };
}

/** A service that falls over is a fault of the sandbox; the client still gets an answer. */
export async function guarded(request: Incoming, answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    reportBug(error, request);
    return plainText('Internal Server Error', 500);
  }
}

export function reportBug(error: unknown, request: Pick<Incoming, 'method' | 'path'>): void {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `provena-sandbox: a fault of the sandbox itself at ${request.method} ${request.path}: ${told}\n`,
  );
}

function statusOf({ reply, cutAfterBytes }: Delivery): number {
  return cutAfterBytes === 0 ? 0 : reply.status;
}
