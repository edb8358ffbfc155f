import type { Provena } from '../../client/index.ts';
import { isMapping } from '../../spec/json.ts';
import { UserError } from '../../spec/problem.ts';
import type { OutputValue } from '../runner/outputs.ts';
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
export async function invokeMethod(
  provena: Provena,
  method: Method,
  args: readonly unknown[],
  { limit, signal }: InvokeOptions,
): Promise<OutputValue> {
  try {
    const given = resolveMethod(provena, method.name)(...addSignal(method, args, signal));
    return toOutputValue(isAsyncIterable(given) ? await collect(given, limit) : await given);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const message = `input arguments: ${method.name} cannot work with them: ${error.message}`;
    throw new UserError(message, { cause: error });
  }
}

function resolveMethod(provena: Provena, name: string): (...args: unknown[]) => unknown {
  // The table of methods is made of the client's own functions.
  return name.split('.').reduce<unknown>((at, step) => Reflect.get(Object(at), step), provena) as ReturnType<
    typeof resolveMethod
  >;
}

/** Every method takes its options last. */
function addSignal({ parameters }: Method, args: readonly unknown[], signal: AbortSignal): unknown[] {
  const last = Object.keys(parameters).length - 1;
  const options = args[last];
  const before = Array.from({ length: last }, (_, i) => args[i]);
  return [...before, { ...(isMapping(options) ? options : {}), signal }];
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function collect(
  entries: AsyncIterable<unknown>,
  limit = Number.POSITIVE_INFINITY,
): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const entry of entries) {
    list.push(entry);
    if (list.length >= limit) break;
  }
  return list;
}

function toOutputValue(result: unknown): OutputValue {
  const json = JSON.stringify(result ?? null, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  // What JSON can hold is what an output can hold, but for null.
  return (JSON.parse(json) as OutputValue | null) ?? 'null';
}
