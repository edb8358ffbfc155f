import {
  type CallOptions,
  InvalidError,
  type Provena,
  ProvenaError,
  RequestRejectedError,
} from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatValue } from '../../documents/format-value.ts';
import { UserError } from '../../documents/problem.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import { createOutcomeUnknownError } from '../lifecycle/outcome-unknown.ts';
import type { Log } from '../runner/log/log.ts';
import type { OutputValue } from '../runner/outputs/outputs.ts';
import type { Method } from './find-method.ts';

interface InvokeOptions {
  /** Maximum number of entries read from an iterator. */
  readonly limit: number | undefined;
  readonly log: Log;
  /** Cancels the call. A request in progress that may write gets time for its response. */
  readonly signal: AbortSignal;
}

/**
 * Calls a method and converts its result for outputs: an iterator to a list, bytes to base64, undefined to `null`.
 * @throws UserError for invalid arguments; StepFailedError if the outcome is unknown; every other error of the method.
 */
export async function invokeMethod(
  provena: Provena,
  method: Method,
  args: readonly unknown[],
  options: InvokeOptions,
): Promise<OutputValue> {
  const { limit, signal } = options;
  signal.throwIfAborted();
  const signals = { signal: createGraceSignal(signal), cancelSignal: signal };
  try {
    const returned = resolveMethod(provena, method.name)(...addSignals(method, args, signals));
    return toOutputValue(isAsyncIterable(returned) ? await collect(returned, signal, limit) : await returned);
  } catch (error) {
    if (error instanceof InvalidError && args.length === 0)
      throw new UserError(
        `input arguments: is required by ${method.name}; docs/methods.md lists its arguments. If it is an expression, it evaluates to an empty string`,
        { cause: error },
      );
    throw explainFailedCall(error, method.name, options);
  }
}

/**
 * The error of a call. If the outcome is unknown, it states that a re-run sends the request again: unlike other actions,
 * `call` cannot search for the result.
 */
function explainFailedCall(error: unknown, method: string, { log, signal }: InvokeOptions): unknown {
  if (error instanceof TypeError || error instanceof RangeError)
    return new UserError(`input arguments: invalid for ${method}: ${error.message}`, { cause: error });
  if (error instanceof RequestRejectedError) {
    for (const [name, value] of Object.entries(error.partial ?? {}))
      log.warning(`${method} was rejected, and the response has ${name}: ${formatValue(value)}.`);
  }
  if (!(error instanceof ProvenaError && error.outcomeUnknown)) return error;
  return createOutcomeUnknownError(error, {
    remedy:
      'Look for the result in the registry before you re-run the job: a re-run of this step calls the method again.',
    log,
    signal,
  });
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
