import type { CallOptions, MintResult, Provena } from '../../client/index.ts';
import { KEY_FIELD } from '../../jobs/record-key.ts';
import type { ExistingResource } from './create-idempotent.ts';
import type { IdempotencyKey } from './idempotency-key.ts';

const PAGE_SIZE = 50;
/** Two attempts of one step lie at most this far apart below the first that is found, in seconds. */
const MAX_ATTEMPT_GAP_SECONDS = 3600;

/** The datasets that this user has minted under a key, from the data store's list, newest first, down to `key.since`. */
export async function findDatasets(
  { value, since }: IdempotencyKey,
  { datastore }: Pick<Provena, 'datastore'>,
  call: CallOptions,
): Promise<readonly ExistingResource<MintResult>[]> {
  const { username } = await datastore.checkAccess('general', call);
  const found: ExistingResource<MintResult>[] = [];
  let until = since;
  const newestFirst = {
    sort_by: { sort_type: 'CREATED_TIME', ascending: false },
    page_size: PAGE_SIZE,
  } as const;
  for await (const dataset of datastore.forAllDatasets(newestFirst, call)) {
    if (dataset.created_timestamp < until) break;
    if (dataset.owner_username !== username) continue;
    if (dataset.collection_format.dataset_info.user_metadata?.[KEY_FIELD] !== value) continue;
    found.push({ id: dataset.id, resource: toMintResponse(dataset), createdAt: dataset.created_timestamp });
    until = Math.max(since, dataset.created_timestamp - MAX_ATTEMPT_GAP_SECONDS);
  }
  return found;
}

type Dataset = Awaited<ReturnType<Provena['datastore']['listAllDatasets']>>[number];

/** The answer that minting it gave. */
function toMintResponse(dataset: Dataset): MintResult {
  return {
    status: { success: true, details: '' },
    handle: dataset.id,
    s3_location: dataset.s3,
    register_create_activity_session_id: dataset.workflow_links?.create_activity_workflow_id,
  };
}
