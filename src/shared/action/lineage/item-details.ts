import { forEachConcurrent } from '../../client/for-each-concurrent.ts';
import { type Provena, TimedOutError, UnavailableError } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { createRunAttributes } from '../../lineage/run-attributes.ts';
import { getVisibleName } from '../../lineage/visible-name.ts';
import { isReservedField } from '../idempotency/reserved-fields.ts';
import { redactSecrets } from '../runner/secrets/secrets.ts';

/** Details of an item that are not in the graph, for pictures and conditions. */
export interface ItemDetails {
  readonly name: string;
  readonly nextVersion: string | undefined;
  readonly version: number | undefined;
  /** Annotations and times of a model run, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Release status of a dataset: NOT_RELEASED, PENDING or RELEASED. */
  readonly releaseStatus: string | undefined;
}

/** Maximum number of items that are looked up for their names, with one request each; the others are shown by their handles. */
export const MAX_NAME_LOOKUPS = 60;
const MAX_CONCURRENT = 8;

/**
 * Details of the items that the caller can read.
 * @param areRequired throws the error when the registry does not respond, instead of treating the item as one that cannot be read.
 */
export async function fetchItemDetails(
  ids: readonly string[],
  { registry }: Pick<Provena, 'registry'>,
  signal: AbortSignal,
  areRequired: boolean,
): Promise<ReadonlyMap<string, ItemDetails>> {
  const details = new Map<string, ItemDetails>();
  await forEachConcurrent(ids, MAX_CONCURRENT, async (id) => {
    // An item that may not be read, or a seed, has no name here; the picture shows its handle.
    const response = await registry.general.fetch(id, { signal }).catch((error: unknown) => {
      if (areRequired && (error instanceof UnavailableError || error instanceof TimedOutError)) throw error;
    });
    const item = response?.item;
    if (!item) return;
    const { release_status: status, record } = item;
    details.set(id, {
      // Redacted before it is truncated: a part of a secret would not be recognized.
      name: getVisibleName(redactSecrets(item.display_name ?? ''), id),
      version: item.versioning_info?.version ?? undefined,
      attributes: isMapping(record) ? redactValues(createRunAttributes(record, isReservedField)) : {},
      nextVersion: item.versioning_info?.next_version ?? undefined,
      releaseStatus: typeof status === 'string' ? status : undefined,
    });
  });
  return details;
}

function redactValues(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, redactSecrets(value)]));
}
