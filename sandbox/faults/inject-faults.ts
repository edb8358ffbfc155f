import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from '../http/listener.ts';
import { html, json, type Reply } from '../http/reply.ts';
import type { ParsedRule } from './rules.ts';

const GATEWAY_MESSAGES: Record<number, string> = {
  413: 'Request Too Long',
  429: 'Too Many Requests',
  500: 'Internal server error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Endpoint request timed out',
};

/** Passes a request on to a service, or responds itself. */
export type GatewayFilter = (next: () => Promise<Reply>) => Promise<Reply>;

/**
 * Applies the fault rules of a request before, instead of or after the work. A delay counts as time of the service, not of
 * the gateway.
 */
export async function injectFaults(
  applied: readonly ParsedRule[],
  gateway: GatewayFilter,
  handle: () => Promise<Reply>,
): Promise<Delivery> {
  const findRule = (fault: ParsedRule['fault']) => applied.find((rule) => rule.fault === fault);
  const delay = findRule('delay');
  const rejection = findRule('refuse');
  const wait = async () => {
    if (delay) await sleep(delay.milliseconds ?? 0);
  };
  if (findRule('reset')) {
    await wait();
    return { reply: json(null), cutAfterBytes: 0 };
  }
  const reply = await gateway(async () => {
    await wait();
    return rejection ? createRejection(rejection) : handle();
  });
  if (findRule('lose-answer')) return { reply, cutAfterBytes: 0 };
  if (findRule('html')) return { reply: html('<html><body><h1>It works!</h1></body></html>') };
  if (findRule('truncate'))
    return { reply, cutAfterBytes: Math.max(1, Math.floor(Buffer.byteLength(reply.body) / 2)) };
  const drip = findRule('drip');
  return drip ? { reply, dripMs: drip.milliseconds ?? 0 } : { reply };
}

/** A rejection by the service or, with the statuses of an API gateway, by the gateway, unless the rule has a body. */
function createRejection({ status, retry_after_seconds: after, body }: ParsedRule): Reply {
  const code = status ?? 503;
  const headers: Record<string, string> = after === null ? {} : { 'retry-after': String(after) };
  const message = GATEWAY_MESSAGES[code];
  return json(body ?? (message === undefined ? { detail: 'Refused' } : { message }), code, headers);
}
