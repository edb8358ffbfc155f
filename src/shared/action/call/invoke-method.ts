import type { CallOptions, Provena } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { UserError } from '../../documents/problem.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import type { OutputValue } from '../runner/outputs/outputs.ts';
import type { Method } from './find-method.ts';

export interface InvokeOptions {
  /** Maximum number of entries read from an iterator. */
  readonly limit: number | undefined;
  /** Cancels the call. A request in progress that may write gets time for its response. */
  readonly signal: AbortSignal;
}

/**
 * Calls a method and converts its result for outputs: an iterator to a list, bytes to base64, undefined to `null`.
 * @throws UserError for invalid arguments, and every error of the method.
 */
export async function invokeMethod(
  provena: Provena,
  method: Method,
  args: readonly unknown[],
  { limit, signal }: InvokeOptions,
): Promise<OutputValue> {
  signal.throwIfAborted();
  const signals = { signal: createGraceSignal(signal), cancelSignal: signal };
  try {
    const returned = resolveMethod(provena, method.name)(...addSignals(method, args, signals));
    return toOutputValue(isAsyncIterable(returned) ? await collect(returned, signal, limit) : await returned);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const message = `input arguments: invalid for ${method.name}: ${error.message}`;
    throw new UserError(message, { cause: error });
  }
}

function resolveMethod(provena: Provena, name: string): (...args: unknown[]) => unknown {
  // The method table is generated from the client, so every name resolves to a function.
  return name.split('.').reduce<unknown>((at, step) => Reflect.get(Object(at), step), provena) as ReturnType<
    typeof resolveMethod
  >;
}

/** Adds the signals to the options, the last parameter of every method. */
function addSignals({ parameters }: Method, args: readonly unknown[], signals: CallOptions): unknown[] {
  const last = Object.keys(parameters).length - 1;
  const options = args[last];
  const leading = Array.from({ length: last }, (_, i) => args[i]);
  return [...leading, { ...(isMapping(options) ? options : {}), ...signals }];
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function collect(
  entries: AsyncIterable<unknown>,
  signal: AbortSignal,
  limit = Number.POSITIVE_INFINITY,
): Promise<unknown[]> {
  const list: unknown[] = [];
  for await (const entry of entries) {
    signal.throwIfAborted();
    list.push(entry);
    if (list.length >= limit) break;
  }
  return list;
}

function toOutputValue(result: unknown): OutputValue {
  const json = JSON.stringify(result ?? null, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
  // Every JSON value except null can be an output.
  return (JSON.parse(json) as OutputValue | null) ?? 'null';
}
