import {
  type AnyItem,
  type CallOptions,
  ForbiddenError,
  NotFoundError,
  type Provena,
  ProvenaError,
} from '../../client/index.ts';
import { normalizeKind } from '../../client/model/normalize-kind.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { CHECK_ID_ADVICE, LINK_PERSON_ADVICE, REQUEST_ACCESS_ADVICE } from './failure.ts';

export type StepInputs = Readonly<Record<string, unknown>>;

/**
 * Replaces an error of the server that does not name its cause: that of an unlinked user, or one about an item that is not found
 * or not accessible. The latter gets the input. If the item exists, but is a seed item or is not of the kind that the step needs,
 * describes the item instead. Returns any other error unchanged.
 */
export async function explainError(
  cause: unknown,
  inputs: StepInputs,
  provena: Provena,
  call: CallOptions,
): Promise<unknown> {
  const error = await explainUnlinkedUser(cause, provena, call);
  const ids = findHandles(inputs);
  if (error instanceof ForbiddenError && error.missingRoles.length === 0) {
    const [first, ...others] = ids;
    if (!first || others.length > 0) return error;
    return new StepFailedError(`input ${first.name} (${first.id}): ${error.message}`, {
      advice: REQUEST_ACCESS_ADVICE,
      anchor: 'permission-denied',
      cause: error,
    });
  }
  // 404 is the response of a wrong address.
  if (!(error instanceof NotFoundError) || error.status === 404) return error;
  const input = ids.find(({ id }) => error.message.includes(id));
  if (!input) return error;
  // The request that failed need not be sent again.
  const item =
    error.request?.operation === FETCH_OPERATION
      ? undefined
      : await provena.registry.general.fetch(input.id, call).then(
          (fetched) => fetched.item,
          () => undefined,
        );
  const [reason, advice] = item ? explainItem(item, input) : [error.message, CHECK_ID_ADVICE];
  return new StepFailedError(`input ${input.name}: ${reason}`, { advice, anchor: 'not-found', cause: error });
}

/** The operation of `general.fetch`, which finds an item of any kind. */
const FETCH_OPERATION = 'registry.general.fetch';

interface HandleInput {
  readonly name: string;
  readonly id: string;
}

/** The reason why a step cannot use an item that exists, and the advice. */
function explainItem(item: AnyItem, { name, id }: HandleInput): readonly [reason: string, advice: string] {
  const kind = normalizeKind(item.item_subtype);
  if (item.record_type === 'SEED_ITEM')
    return [
      `${id} is a seed item of kind ${kind}, without content`,
      'Set the handle of an item with content.',
    ];
  const reason = `${id} is the ${kind} ${JSON.stringify(item.display_name ?? item.id)}`;
  if (name === 'dataset-id') return [reason, 'Set the handle of a dataset.'];
  return [reason, 'Set another handle: this step needs an item of another kind.'];
}

/** The inputs whose values are handles. */
function findHandles(inputs: StepInputs): readonly HandleInput[] {
  return Object.entries(inputs).flatMap(([name, id]) =>
    (name === 'id' || name.endsWith('-id')) && typeof id === 'string' && id.includes('/')
      ? [{ name, id }]
      : [],
  );
}

/**
 * Explains the error of a write by a user who is not linked to a person: the registry responds to such writes with 400, the
 * data store with 500. Returns any other error unchanged.
 */
async function explainUnlinkedUser(error: unknown, { auth }: Provena, call: CallOptions): Promise<unknown> {
  // An error of the store has no request.
  if (!(error instanceof ProvenaError) || (error.request?.method ?? 'GET') === 'GET') return error;
  if (error.status !== 400 && error.status !== 500) return error;
  // The server looks for the item after the person.
  if (error instanceof NotFoundError) return error;
  const link = await auth.lookupLink(call).catch(() => undefined);
  if (!link || link.person_id) return error;
  return new StepFailedError(
    `the user of this token is not linked to a person, and Provena requires this link to create items\n${error.message}`,
    { advice: LINK_PERSON_ADVICE, anchor: 'user-not-linked', cause: error },
  );
}
