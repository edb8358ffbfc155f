import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import {
  type CallOptions,
  ForbiddenError,
  type ModelRunRecord,
  NotFoundError,
  type Provena,
} from '../../client/index.ts';
import type { RuleIssue } from './template-rules.ts';

/** The kind of item that a field of a record must name. */
interface Reference {
  readonly path: readonly (string | number)[];
  readonly id: string;
  readonly subtype: string;
}

/** Items looked up at most: the server checks every one again when the run is registered. */
const MAX_LOOKUPS = 2000;
const CONCURRENCY = 16;

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

export interface ReferenceCheck {
  /** Problems of the references of a record. */
  check(record: ModelRunRecord): RuleIssue[];
  /** How many items were looked up, and how many there are. */
  readonly lookupCount: number;
  readonly itemCount: number;
}

/**
 * Looks up each item that the records name once, and checks that it has the kind that the field requires.
 * @param placeholder the handle in place of items that do not exist yet; it is not looked up.
 */
export async function checkReferences(
  records: Iterable<ModelRunRecord>,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
  placeholder?: string,
): Promise<ReferenceCheck> {
  const ids = new Set<string>();
  for (const record of records) for (const { id } of getReferences(record)) ids.add(id);
  const distinct = [...ids].filter((id) => id !== placeholder);
  const found = await fetchKinds(distinct.slice(0, MAX_LOOKUPS), registry, call);
  return {
    lookupCount: found.size,
    itemCount: distinct.length,
    check: (record) =>
      getReferences(record)
        .filter(({ id, subtype }) => found.has(id) && found.get(id) !== subtype)
        .map(({ path, id, subtype }) => ({
          path,
          message: formatWrongKind(subtype, id, found.get(id)),
        })),
  };
}

/** Formats the problem of a handle whose item has another kind. @param found the result of {@link fetchKinds} for it. */
export function formatWrongKind(expected: string, id: string, found: string | undefined): string {
  return `expected the handle of an item of kind ${expected}; ${id} is ${found}`;
}

/** The result of {@link fetchKind} for each id. */
export async function fetchKinds(
  ids: Iterable<string>,
  registry: Provena['registry'],
  call: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const kinds = new Map<string, string>();
  await forEachConcurrent(ids, CONCURRENCY, async (id) => {
    kinds.set(id, await fetchKind(id, registry, call));
  });
  return kinds;
}

/** An item of another user, whose kind only the server can check. */
export const UNREADABLE = 'not readable by this user';

/** The kind of the item, or why it is unknown, as the end of a sentence. */
export async function fetchKind(
  id: string,
  { general }: Provena['registry'],
  call: CallOptions,
): Promise<string> {
  try {
    const { item } = await general.fetch(id, call);
    return item.record_type === 'SEED_ITEM'
      ? 'a seed item, which is not complete yet'
      : String(item.item_subtype);
  } catch (error) {
    if (error instanceof NotFoundError) return 'not in this registry';
    if (error instanceof ForbiddenError) return UNREADABLE;
    throw error;
  }
}
