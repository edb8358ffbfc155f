import { type Agent, request } from 'undici';

/** A request; POST if it has a body. */
export type BenchRequest = { url: string; body?: unknown; token?: string };

/**
 * Sends a request. @returns the JSON response, with the type that the caller gives.
 * @throws Error for any status but 200.
 */
export async function sendRequest<T>({ url, body, token }: BenchRequest, agent: Agent): Promise<T> {
  const response = await request(url, {
    dispatcher: agent,
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}
