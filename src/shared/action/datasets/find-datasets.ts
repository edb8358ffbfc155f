import type { CallOptions, MintResult, Provena } from '../../client/index.ts';
import { type Json, toPlainJson } from '../../documents/json.ts';
import { FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';
import type { ExistingResult } from '../idempotency/existing-results.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import type { DatasetDocument } from './dataset-document.ts';

/** The server also ends a page at 1 MiB. */
const PAGE_SIZE = 200;
/** Seconds. With a user-defined key, the search ends at datasets that are older than a match by more than this. */
const MAX_ATTEMPT_GAP_SECONDS = 3600;

/** A dataset that was minted, and its metadata if it was read from the server. */
export interface MintedDataset {
  readonly minted: MintResult;
  readonly document: Json | undefined;
}

/** Finds the datasets that this user minted with a key: lists datasets from the newest down to `key.since`. */
export async function findDatasets(
  { value, since, isUserDefined }: IdempotencyKey,
  provena: Pick<Provena, 'datastore' | 'getClockOffset'>,
  call: CallOptions,
): Promise<readonly ExistingResult<MintedDataset>[]> {
  const found: ExistingResult<MintedDataset>[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for await (const { dataset, key } of listNewestFirst(provena.datastore, call)) {
    if (dataset.created_timestamp < Math.max(since + provena.getClockOffset(), until)) break;
    if (key !== value) continue;
    found.push(toResource(dataset));
    // Steps of a composite action share a key, and any time can pass between them.
    if (isUserDefined) until = dataset.created_timestamp - MAX_ATTEMPT_GAP_SECONDS;
  }
  return found;
}

/**
 * Finds datasets for steps that mint many of them: lists the datasets of this user once, at the first search. Does not find
 * what the step itself mints; a search for one dataset of the step does not find an earlier one of another.
 */
export class EarlierDatasets {
  readonly #provena: Pick<Provena, 'datastore' | 'getClockOffset'>;
  readonly #fingerprints: ReadonlySet<string>;
  #datasets: Promise<ReadonlyMap<string, readonly ExistingResult<MintedDataset>[]>> | undefined;

  /** @param datasets all datasets of the step. */
  constructor(
    provena: Pick<Provena, 'datastore' | 'getClockOffset'>,
    datasets: Iterable<{ readonly document: Pick<DatasetDocument, 'fingerprint'> }>,
  ) {
    this.#provena = provena;
    this.#fingerprints = new Set([...datasets].map(({ document }) => document.fingerprint));
  }

  async find(
    { value, since, fingerprint }: IdempotencyKey,
    call: CallOptions,
  ): Promise<readonly ExistingResult<MintedDataset>[]> {
    this.#datasets ??= this.#list(since, call);
    const found = (await this.#datasets).get(value) ?? [];
    return found.filter(
      (entry) => entry.fingerprint === fingerprint || !this.#fingerprints.has(entry.fingerprint ?? ''),
    );
  }

  async #list(since: number, call: CallOptions) {
    const found: { key: string; resource: ExistingResult<MintedDataset> }[] = [];
    for await (const { dataset, key } of listNewestFirst(this.#provena.datastore, call)) {
      if (dataset.created_timestamp < since + this.#provena.getClockOffset()) break;
      if (key !== undefined) found.push({ key, resource: toResource(dataset) });
    }
    const byKey = Map.groupBy(found, ({ key }) => key);
    return new Map([...byKey].map(([key, entries]) => [key, entries.map(({ resource }) => resource)]));
  }
}

/** All datasets that this user can read, newest first, with their keys, if this user minted them with one. */
async function* listNewestFirst(
  datastore: Provena['datastore'],
  call: CallOptions,
): AsyncGenerator<{ readonly dataset: Dataset; readonly key: string | undefined }> {
  const { username } = await datastore.checkAccess('general', call);
  const newestFirst = {
    sort_by: { sort_type: 'CREATED_TIME', ascending: false },
    page_size: PAGE_SIZE,
  } as const;
  for await (const dataset of datastore.forAllDatasets(newestFirst, call)) {
    // A new version inherits the metadata of its predecessor; another step created it.
    const isOwn = dataset.owner_username === username && !dataset.versioning_info?.previous_version;
    const metadata = dataset.collection_format.dataset_info.user_metadata;
    // Earlier versions wrote user-defined keys in any Unicode form.
    yield { dataset, key: isOwn ? metadata?.[KEY_FIELD]?.normalize() : undefined };
  }
}

function toResource(dataset: Dataset): ExistingResult<MintedDataset> {
  const { collection_format: metadata, created_timestamp: createdAt } = dataset;
  return {
    id: dataset.id,
    resource: { minted: toMintResponse(dataset), document: toPlainJson(metadata) },
    createdAt,
    fingerprint: metadata.dataset_info.user_metadata?.[FINGERPRINT_FIELD],
  };
}

type Dataset = Awaited<ReturnType<Provena['datastore']['listAllDatasets']>>[number];

/** The response to the request that minted the dataset. */
function toMintResponse(dataset: Dataset): MintResult {
  return {
    status: { success: true, details: '' },
    handle: dataset.id,
    s3_location: dataset.s3,
    register_create_activity_session_id: dataset.workflow_links?.create_activity_workflow_id,
  };
}
