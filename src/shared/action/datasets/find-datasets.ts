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
  provena: Provena,
  call: CallOptions,
): Promise<readonly ExistingResult<MintedDataset>[]> {
  const found: ExistingResult<MintedDataset>[] = [];
  for await (const { dataset, key } of listNewestFirst(since, provena, call)) {
    // Steps of a composite action share a key, and any time can pass between them.
    const oldest = isUserDefined ? found.at(-1) : undefined;
    if (oldest && dataset.created_timestamp < oldest.createdAt - MAX_ATTEMPT_GAP_SECONDS) break;
    if (key === value) found.push(toExistingResult(dataset));
  }
  return found;
}

/**
 * Finds datasets for steps that mint many of them: lists the datasets of this user once, at the first search. Does not find
 * what the step itself mints; a search for one dataset of the step does not find an earlier one of another.
 */
export class EarlierDatasets {
  readonly #provena: Provena;
  readonly #fingerprints: ReadonlySet<string>;
  #datasets: Promise<ReadonlyMap<string, readonly ExistingResult<MintedDataset>[]>> | undefined;

  /** @param datasets all datasets of the step. */
  constructor(
    provena: Provena,
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

  /** Makes the next search list the datasets again. */
  invalidate(): void {
    this.#datasets = undefined;
  }

  async #list(since: number, call: CallOptions) {
    const results = new Map<string, ExistingResult<MintedDataset>[]>();
    for await (const { dataset, key } of listNewestFirst(since, this.#provena, call)) {
      if (key === undefined) continue;
      const ofKey = results.get(key) ?? [];
      ofKey.push(toExistingResult(dataset));
      results.set(key, ofKey);
    }
    return results;
  }
}

/**
 * The datasets that this user can read and that were created since a time, in Unix seconds of this machine, newest first, with
 * their keys, if this user minted them with one.
 */
async function* listNewestFirst(
  since: number,
  { datastore, getClockOffset }: Provena,
  call: CallOptions,
): AsyncGenerator<{ readonly dataset: Dataset; readonly key: string | undefined }> {
  const { username } = await datastore.checkAccess('general', call);
  const newestFirst = {
    sort_by: { sort_type: 'CREATED_TIME', ascending: false },
    page_size: PAGE_SIZE,
  } as const;
  for await (const dataset of datastore.forAllDatasets(newestFirst, call)) {
    if (dataset.created_timestamp < since + getClockOffset()) return;
    // A new version inherits the metadata of its predecessor; another step created it.
    const isOwn = dataset.owner_username === username && !dataset.versioning_info?.previous_version;
    const metadata = dataset.collection_format.dataset_info.user_metadata;
    // Earlier versions wrote user-defined keys in any Unicode form.
    yield { dataset, key: isOwn ? metadata?.[KEY_FIELD]?.normalize() : undefined };
  }
}

function toExistingResult(dataset: Dataset): ExistingResult<MintedDataset> {
  const { collection_format: metadata, created_timestamp: createdAt } = dataset;
  return {
    id: dataset.id,
    resource: {
      // The response to the request that minted the dataset.
      minted: {
        status: { success: true, details: '' },
        handle: dataset.id,
        s3_location: dataset.s3,
        register_create_activity_session_id: dataset.workflow_links?.create_activity_workflow_id,
      },
      document: toPlainJson(metadata),
    },
    createdAt,
    fingerprint: metadata.dataset_info.user_metadata?.[FINGERPRINT_FIELD],
  };
}

type Dataset = Awaited<ReturnType<Provena['datastore']['listAllDatasets']>>[number];
