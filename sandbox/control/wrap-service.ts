import { decodeJwt } from 'jose';
import { applyGatewayLimits } from '../faults/gateway.ts';
import { type GatewayFilter, injectFaults } from '../faults/inject-faults.ts';
import { findRequestFaults } from '../faults/rules.ts';
import { reportInternalError } from '../http/errors.ts';
import type { IncomingRequest } from '../http/incoming.ts';
import type { ServiceWrapper } from '../http/listener.ts';
import { plainText, Reply } from '../http/reply.ts';
import type { ServiceName } from '../settings.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** Wraps a service with fault injection, the limits of the gateway, the clock of the sandbox and the request log. */
export function wrapService(service: ServiceName, state: SandboxState): ServiceWrapper {
  return async (request, next) => {
    const at_ms = Date.now();
    const gateway: GatewayFilter = (work) =>
      service === 'keycloak' ? work() : applyGatewayLimits(state.runtime, request, work);
    const faults = findRequestFaults(state.faults, service, request);
    const delivery = await injectFaults(faults, gateway, () => catchErrors(request, next));
    const { method, path, search: query, body } = request;
    const { reply, cutAfterBytes } = delivery;
    const status = cutAfterBytes === 0 ? 0 : reply.status;
    state.requestLog.add({
      at_ms,
      took_ms: Date.now() - at_ms,
      service,
      username: getCaller(request),
      method,
      path,
      query,
      body_bytes: body.length,
      status,
      response_body: status < 400 ? null : Buffer.from(reply.body).toString(),
    });
    // Without this, `Date` would be the time of the machine.
    const headers = { date: new Date(state.clock.ms()).toUTCString(), ...reply.headers };
    return { ...delivery, reply: new Reply(reply.status, headers, reply.body) };
  };
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

/** The user of the token, which is not verified, or the user or client of a token request. */
function getCaller(request: IncomingRequest): string | null {
  const { authorization = '', 'content-type': contentType = '' } = request.headers;
  if (/^bearer /i.test(authorization)) return getTokenUser(authorization.slice('bearer '.length));
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return null;
  const form = new URLSearchParams(request.body.toString());
  return form.get('username') ?? form.get('client_id');
}

function getTokenUser(token: string): string | null {
  try {
    const { preferred_username: name } = decodeJwt(token);
    return typeof name === 'string' ? name : null;
  } catch {
    return null; // not a JWT
  }
}
