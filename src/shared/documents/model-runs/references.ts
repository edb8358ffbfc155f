import type { CallOptions, ModelRunRecord, Provena } from '../../client/index.ts';
import { normalizeKind } from '../../client/model/normalize-kind.ts';
import { type ItemLookup, lookUpItems } from '../items/look-up-items.ts';
import type { RuleIssue } from './template-rules.ts';

/** The kind of item that a field of a record must name. */
interface Reference {
  readonly path: readonly (string | number)[];
  readonly id: string;
  readonly subtype: string;
}

/** Items looked up at most: the server checks every one again when the run is registered. */
const MAX_LOOKUPS = 2000;

/** All handles of a record, with the kind that each must have. */
function getReferences(record: ModelRunRecord): Reference[] {
  const { study_id: study, associations } = record;
  const { modeller_id: modeller, requesting_organisation_id: organisation } = associations;
  return [
    ...(study ? [{ path: ['study_id'], id: study, subtype: 'STUDY' }] : []),
    { path: ['associations', 'modeller_id'], id: modeller, subtype: 'PERSON' },
    ...(organisation
      ? [{ path: ['associations', 'requesting_organisation_id'], id: organisation, subtype: 'ORGANISATION' }]
      : []),
    ...(['inputs', 'outputs'] as const).flatMap((side) =>
      record[side].map(({ dataset_id: id }, i) => ({
        path: [side, i, 'dataset_id'],
        id,
        subtype: 'DATASET',
      })),
    ),
  ];
}

/**
 * Looks up each item that the records name once, and checks that it has the kind that the field requires.
 * @returns a function that checks a record, the number of items, and how many of them were looked up.
 * @param placeholder the handle in place of items that do not exist yet; it is not looked up.
 */
export async function checkReferences(
  records: Iterable<ModelRunRecord>,
  provena: Pick<Provena, 'registry'>,
  call: CallOptions,
  placeholder?: string,
) {
  const ids = new Set<string>();
  for (const record of records) for (const { id } of getReferences(record)) ids.add(id);
  const distinct = [...ids].filter((id) => id !== placeholder);
  const found = await lookUpItems(distinct.slice(0, MAX_LOOKUPS), provena, call, getKindInfo);
  return {
    lookupCount: found.size,
    itemCount: distinct.length,
    check: (record: ModelRunRecord): RuleIssue[] =>
      getReferences(record).flatMap(({ path, id, subtype }) => {
        const item = found.get(id);
        if (!item || item.kind === subtype) return [];
        return [{ path, message: formatWrongKind(subtype, id, item) }];
      }),
  };
}

/** The kind of an item that was looked up. */
interface KindInfo {
  /** Absent if it is unknown. */
  readonly kind?: string;
  /** The kind, or why it is unknown, as the end of a sentence. */
  readonly description: string;
}

/** An item of another user, whose kind only the server can check. */
export const UNREADABLE: KindInfo = { description: 'not readable by this user' };
/** A handle that names no item, or that of a deleted one. */
export const UNKNOWN: KindInfo = { description: 'not in this registry' };
const SEED: KindInfo = { description: 'a seed item, which is not complete yet' };

/** Formats the problem of a handle that names something other than an item of the expected kind. */
export function formatWrongKind(expected: string, id: string, { description }: KindInfo): string {
  return `expected the handle of an item of kind ${normalizeKind(expected)}; ${id} is ${description}`;
}

/** @throws the error of a lookup that failed for another reason than those above. */
export function getKindInfo({ state, item, error }: ItemLookup): KindInfo {
  if (state === 'seed') return SEED;
  if (state === 'deleted') return UNKNOWN;
  if (state === 'closed') return UNREADABLE;
  if (!item) throw error;
  const kind = String(item.item_subtype);
  return { kind, description: `of kind ${normalizeKind(kind)}` };
}
