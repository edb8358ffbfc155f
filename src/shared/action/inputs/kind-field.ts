import { ITEM_SUBTYPES, type ItemSubtype } from '../../client/model/enums.ts';
import { normalizeKind } from '../../client/model/normalize-kind.ts';
import { formatKindHint } from '../../documents/document-kind.ts';
import { didYouMean } from '../../documents/format-value.ts';
import { createParsedField } from './fields.ts';
import type { Field } from './input-schema.ts';

/** Types that the server derives others from; there are no items of them. */
const BASE_TYPES: ReadonlySet<ItemSubtype> = new Set(['WORKFLOW_RUN', 'SOFTWARE', 'WORKFLOW_TEMPLATE']);
const KINDS = ITEM_SUBTYPES.filter((subtype) => !BASE_TYPES.has(subtype));
const KIND_NAMES = KINDS.map(normalizeKind);

/**
 * A kind of items with the name of the server: `model-run`, `MODEL_RUN` and `Model run` become `MODEL_RUN`. In a file
 * of its own, because only actions with this input load the enums of the client.
 */
export const kind = createParsedField(
  `one of ${KIND_NAMES.join(', ')}`,
  (raw) => KINDS.find((subtype) => normalizeKind(subtype) === normalizeKind(raw)),
  (raw) => didYouMean(raw, KIND_NAMES),
);

/** The kind of documents that do not name one, in any spelling. @param names the kinds that the action accepts. */
export function documentKind(names: readonly string[]): Field<string> {
  return createParsedField(
    `one of ${names.join(', ')}`,
    (raw) => names.find((name) => name === normalizeKind(raw)),
    (raw) => formatKindHint(raw, names),
  );
}
