import type { CallOptions, MintResult, Provena } from '../../client/index.ts';
import type { Json } from '../../documents/json.ts';
import { FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-key.ts';
import type { ExistingResource } from './create-idempotent.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

const PAGE_SIZE = 50;
/** Older datasets of a key of the user are searched for this long before one that was found, in seconds. */
const MAX_ATTEMPT_GAP_SECONDS = 3600;

/** A dataset that was minted, and its metadata if it was read from the server. */
export interface MintedDataset {
  readonly minted: MintResult;
  readonly document: Json | undefined;
}

/** Finds the datasets that this user minted with a key: lists datasets from the newest down to `key.since`. */
export async function findDatasets(
  { value, since, isUserDefined }: IdempotencyKey,
  { datastore }: Pick<Provena, 'datastore'>,
  call: CallOptions,
): Promise<readonly ExistingResource<MintedDataset>[]> {
  const { username } = await datastore.checkAccess('general', call);
  const found: ExistingResource<MintedDataset>[] = [];
  let until = since;
  const newestFirst = {
    sort_by: { sort_type: 'CREATED_TIME', ascending: false },
    page_size: PAGE_SIZE,
  } as const;
  for await (const dataset of datastore.forAllDatasets(newestFirst, call)) {
    if (dataset.created_timestamp < until) break;
    if (dataset.owner_username !== username) continue;
    const metadata = dataset.collection_format.dataset_info.user_metadata;
    if (metadata?.[KEY_FIELD] !== value) continue;
    // A new version inherits the metadata of its predecessor; another step created it.
    if (dataset.versioning_info?.previous_version) continue;
    found.push({
      id: dataset.id,
      resource: {
        minted: toMintResponse(dataset),
        document: JSON.parse(JSON.stringify(dataset.collection_format)),
      },
      createdAt: dataset.created_timestamp,
      fingerprint: metadata[FINGERPRINT_FIELD],
    });
    // Steps of a composite action share a key, and any time can pass between them.
    if (isUserDefined) until = Math.max(since, dataset.created_timestamp - MAX_ATTEMPT_GAP_SECONDS);
  }
  return found;
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
