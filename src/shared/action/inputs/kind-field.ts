import { ITEM_SUBTYPES, type ItemSubtype } from '../../client/model/enums.ts';
import { parsedField } from './fields.ts';

/** Types that the server derives others from; there are no items of them. */
const BASE_TYPES: ReadonlySet<ItemSubtype> = new Set(['WORKFLOW_RUN', 'SOFTWARE', 'WORKFLOW_TEMPLATE']);
const KINDS = ITEM_SUBTYPES.filter((subtype) => !BASE_TYPES.has(subtype));

/** A kind of items, as the server names it: `model-run`, `MODEL_RUN` and `Model run` give `MODEL_RUN`. */
export const kind = parsedField(`one of ${KINDS.map(formatKind).join(', ')}`, (raw) =>
  KINDS.find((subtype) => formatKind(subtype) === formatKind(raw)),
);

/** A kind as people write it: `model-run` of `MODEL_RUN`. */
export function formatKind(subtype: string): string {
  return subtype.toLowerCase().replace(/[\s_-]+/g, '-');
}
