import type { RuntimeSettings } from '../control/runtime-settings.ts';
import type { IncomingRequest } from '../http/incoming.ts';
import { json, type Reply } from '../http/reply.ts';

/** Rejects large bodies, and responds with 504 after the limit while the work continues. */
export async function applyGatewayLimits(
  limits: RuntimeSettings,
  request: IncomingRequest,
  handle: () => Promise<Reply>,
): Promise<Reply> {
  const { gateway_body_bytes: bytes, gateway_seconds: seconds } = limits;
  if (bytes !== null && request.body.length > bytes) return json({ message: 'Request Too Long' }, 413);
  if (seconds === null) return handle();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Reply>((resolve) => {
    timer = setTimeout(() => resolve(json({ message: 'Endpoint request timed out' }, 504)), seconds * 1000);
  });
  try {
    return await Promise.race([handle(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
