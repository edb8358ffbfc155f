import { setTimeout as sleep } from 'node:timers/promises';
import type { Incoming } from '../http/incoming.ts';
import type { Delivery } from '../http/listener.ts';
import { html, json, type Reply } from '../http/reply.ts';
import type { Rules, ServiceName } from './rules.ts';

type Struck = ReturnType<Rules['forRequest']>[number];

const GATEWAY_WORDS: Record<number, string> = {
  429: 'Too Many Requests',
  500: 'Internal server error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Endpoint request timed out',
};

/** Stands in front of a service and may answer in its place. */
export type Through = (answer: () => Promise<Reply>) => Promise<Reply>;

/** Answers a request as the rules have it: before the work, instead of it, or after it. A delay is the service's, not the gateway's. */
export async function strike(
  rules: Rules,
  service: ServiceName,
  request: Incoming,
  gateway: Through,
  answer: () => Promise<Reply>,
): Promise<Delivery> {
  const struck = rules.forRequest(service, request);
  const by = (fault: Struck['fault']) => struck.find((rule) => rule.fault === fault);
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
    return refusal ? refusalReply(refusal) : answer();
  });
  if (by('lose-answer')) return { reply, cutAfterBytes: 0 };
  if (by('html')) return { reply: html('<html><body><h1>It works!</h1></body></html>') };
  if (by('truncate'))
    return { reply, cutAfterBytes: Math.max(1, Math.floor(Buffer.byteLength(reply.body) / 2)) };
  const drip = by('drip');
  return drip ? { reply, dripMs: drip.milliseconds ?? 100 } : { reply };
}

/** As an API gateway words it, unless the rule has words of its own. */
function refusalReply({ status, retry_after_seconds: after, body }: Struck): Reply {
  const code = status ?? 503;
  const headers: Record<string, string> = after === null ? {} : { 'retry-after': String(after) };
  return json(body ?? { message: GATEWAY_WORDS[code] ?? 'Refused' }, code, headers);
}
