import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingRequest } from '../http/incoming.ts';
import type { Delivery } from '../http/listener.ts';
import { html, json, type Reply } from '../http/reply.ts';
import type { FaultRules, ServiceName } from './rules.ts';

type AppliedRule = ReturnType<FaultRules['findForRequest']>[number];

const GATEWAY_MESSAGES: Record<number, string> = {
  429: 'Too Many Requests',
  500: 'Internal server error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Endpoint request timed out',
};

/** Stands in front of a service and may answer in its place. */
export type GatewayFilter = (answer: () => Promise<Reply>) => Promise<Reply>;

/** Answers a request as the rules have it: before the work, instead of it, or after it. A delay is the service's, not the gateway's. */
export async function injectFaults(
  rules: FaultRules,
  service: ServiceName,
  request: IncomingRequest,
  gateway: GatewayFilter,
  answer: () => Promise<Reply>,
): Promise<Delivery> {
  const struck = rules.findForRequest(service, request);
  const by = (fault: AppliedRule['fault']) => struck.find((rule) => rule.fault === fault);
  const delay = by('delay');
  const refusal = by('refuse');
  const wait = async () => {
    if (delay) await sleep(delay.milliseconds ?? 1000);
  };
  if (by('reset')) {
    await wait();
    return { reply: json(null), cutAfterBytes: 0 };
  }
  const reply = await gateway(async () => {
    await wait();
    return refusal ? createRejection(refusal) : answer();
  });
  if (by('lose-answer')) return { reply, cutAfterBytes: 0 };
  if (by('html')) return { reply: html('<html><body><h1>It works!</h1></body></html>') };
  if (by('truncate'))
    return { reply, cutAfterBytes: Math.max(1, Math.floor(Buffer.byteLength(reply.body) / 2)) };
  const drip = by('drip');
  return drip ? { reply, dripMs: drip.milliseconds ?? 100 } : { reply };
}

/** As an API gateway words it, unless the rule has words of its own. */
function createRejection({ status, retry_after_seconds: after, body }: AppliedRule): Reply {
  const code = status ?? 503;
  const headers: Record<string, string> = after === null ? {} : { 'retry-after': String(after) };
  return json(body ?? { message: GATEWAY_MESSAGES[code] ?? 'Refused' }, code, headers);
}
