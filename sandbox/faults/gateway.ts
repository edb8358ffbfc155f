import type { IncomingRequest } from '../http/incoming.ts';
import { json, type Reply } from '../http/reply.ts';

/** Limits of an API gateway in front of the APIs; null for no limit. */
export type Gateway = { seconds: number | null; bodyBytes: number | null };

/** Limits of Amazon API Gateway. */
export const AWS_GATEWAY: Gateway = { seconds: 30, bodyBytes: 10 * 1024 * 1024 };
export const NO_GATEWAY: Gateway = { seconds: null, bodyBytes: null };

/** Rejects large bodies, and responds with 504 after the limit while the work continues. */
export async function applyGatewayLimits(
  gateway: Gateway,
  request: IncomingRequest,
  handle: () => Promise<Reply>,
): Promise<Reply> {
  if (gateway.bodyBytes !== null && request.body.length > gateway.bodyBytes) {
    return json({ message: 'Request Too Long' }, 413);
  }
  if (gateway.seconds === null) return handle();
  let timer: NodeJS.Timeout | undefined;
  const limit = gateway.seconds * 1000;
  const timeout = new Promise<Reply>((resolve) => {
    timer = setTimeout(() => resolve(json({ message: 'Endpoint request timed out' }, 504)), limit);
  });
  try {
    return await Promise.race([handle(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
