import { applyGatewayLimits } from '../faults/gateway.ts';
import { type GatewayFilter, injectFaults } from '../faults/inject-faults.ts';
import { findRequestFaults } from '../faults/rules.ts';
import type { IncomingRequest } from '../http/incoming.ts';
import type { Delivery, ServiceWrapper } from '../http/listener.ts';
import { plainText, Reply } from '../http/reply.ts';
import type { ServiceName } from '../settings.ts';
import type { Clock } from '../state/clock.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { getCaller } from './get-caller.ts';

/** Wraps a service with fault injection, the limits of the gateway, the clock of the sandbox and the request log. */
export function wrapService(service: ServiceName, state: SandboxState): ServiceWrapper {
  return async (request, next) => {
    const at_ms = Date.now();
    const gateway: GatewayFilter = (work) =>
      service === 'keycloak' ? work() : applyGatewayLimits(state.gateway, request, work);
    const faults = findRequestFaults(state.faults, service, request);
    const delivery = await injectFaults(faults, gateway, () => catchErrors(request, next));
    const { method, path, search: query, body } = request;
    state.requestLog.add({
      at_ms,
      took_ms: Date.now() - at_ms,
      service,
      username: getCaller(request),
      method,
      path,
      query,
      body_bytes: body.length,
      status: getStatus(delivery),
      response_body: getErrorBody(delivery),
    });
    return { ...delivery, reply: addDate(delivery.reply, state.clock) };
  };
}

/** Without this, `Date` would be the time of the machine. */
function addDate({ status, headers, body }: Reply, clock: Clock): Reply {
  return new Reply(status, { date: new Date(clock.ms()).toUTCString(), ...headers }, body);
}

/** Responds with 500 when a service throws, which is a bug of the sandbox. */
export async function catchErrors(request: IncomingRequest, next: () => Promise<Reply>): Promise<Reply> {
  try {
    return await next();
  } catch (error) {
    reportInternalError(error, request);
    return plainText('Internal Server Error', 500);
  }
}

export function reportInternalError(error: unknown, request: Pick<IncomingRequest, 'method' | 'path'>): void {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`provena-sandbox: internal error at ${request.method} ${request.path}: ${details}\n`);
}

function getStatus({ reply, cutAfterBytes }: Delivery): number {
  return cutAfterBytes === 0 ? 0 : reply.status;
}

/** The body of a response with an error, as text; null for other responses. */
function getErrorBody(delivery: Delivery): string | null {
  return getStatus(delivery) < 400 ? null : Buffer.from(delivery.reply.body).toString();
}
