import { type Provena, ProvenaError } from '../../client/index.ts';
import { UserError } from '../../spec/problem.ts';
import type { OutputValue } from '../outputs.ts';
import type { Method } from './find-method.ts';

export interface InvokeOptions {
  /** Entries that an iterator is asked for at most. */
  readonly limit: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * What a method gives, as outputs can carry it: an iterator as a list, bytes as base64, nothing as `null`.
 * @throws UserError when the method cannot work with these arguments; else what the method throws.
 */
export async function invoke(
  provena: Provena,
  { name }: Method,
  args: readonly unknown[],
  { limit, signal }: InvokeOptions,
): Promise<OutputValue> {
  const steps = name.split('.');
  const owner = steps.slice(0, -1).reduce<unknown>((at, step) => Reflect.get(Object(at), step), provena);
  // The table of methods is made of the client's own functions.
  const method = Reflect.get(Object(owner), steps.at(-1) ?? '') as (...args: unknown[]) => unknown;
  try {
    const given = method(...args);
    const result = isAsyncIterable(given)
      ? await collect(given, limit, signal)
      : await untilAborted(Promise.resolve(given), signal);
    return carried(result);
  } catch (error) {
    if (!(error instanceof TypeError) || error instanceof ProvenaError) throw error;
    throw new UserError(`input arguments: ${name} cannot work with them: ${error.message}`, { cause: error });
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function collect(
  entries: AsyncIterable<unknown>,
  limit = Number.POSITIVE_INFINITY,
  signal: AbortSignal,
): Promise<unknown[]> {
  const list: unknown[] = [];
  const iterator = entries[Symbol.asyncIterator]();
  while (list.length < limit) {
    const { value, done } = await untilAborted(iterator.next(), signal);
    if (done) break;
    list.push(value);
  }
  return list;
}

/** Not every method takes a signal at the same place; a cancelled step closes the client, which ends what still runs. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function carried(result: unknown): OutputValue {
  const json = JSON.stringify(result ?? null, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  // What JSON can hold is what an output can hold, but for null.
  return (JSON.parse(json) as OutputValue | null) ?? 'null';
}
