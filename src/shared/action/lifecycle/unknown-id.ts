import { type CallOptions, NotFoundError, type Provena } from '../../client/index.ts';
import { normalizeKind } from '../../client/model/enums.ts';
import { CHECK_ID_ADVICE, StepFailedError } from './failure.ts';

/**
 * Adds to the error of an id that the server does not find the input that has the id, and, if the id belongs to an item
 * of another kind, which item it is. Returns any other error unchanged.
 */
export async function explainUnknownId(
  error: unknown,
  inputs: Readonly<Record<string, unknown>>,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<unknown> {
  // 404 is the response of a wrong address.
  if (!(error instanceof NotFoundError) || error.status === 404) return error;
  const [name, id] = findIdInput(inputs, error.message) ?? [];
  if (name === undefined || id === undefined) return error;
  const item = await registry.general.fetch(id, call).then(
    (fetched) => fetched.item,
    () => undefined,
  );
  const reason = item
    ? `${id} is the ${normalizeKind(item.item_subtype)} ${JSON.stringify(item.display_name ?? id)}. This step needs an item of another kind`
    : error.message;
  return new StepFailedError(`input ${name}: ${reason}`, {
    advice: CHECK_ID_ADVICE,
    anchor: 'not-found',
    cause: error,
  });
}

/** The input with an id that the message contains. */
function findIdInput(
  inputs: Readonly<Record<string, unknown>>,
  message: string,
): readonly [name: string, id: string] | undefined {
  for (const [name, value] of Object.entries(inputs)) {
    const isId = name === 'id' || name.endsWith('-id');
    if (isId && typeof value === 'string' && message.includes(value)) return [name, value];
  }
  return undefined;
}
