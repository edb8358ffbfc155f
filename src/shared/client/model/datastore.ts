import * as z from 'zod/mini';
import { type Infer, lazy } from '../lazy-schema.ts';
import type { Page } from '../paging.ts';
import type { RELEASE_STATES } from './enums.ts';
import { type FetchResult, fetchResult, type Item, storedItem } from './item.ts';
import { DatasetInfo, S3Location } from './kinds/dataset.ts';
import { type DatasetListRequest, PageKey } from './listing.ts';
import { listOrEmpty, responseObject } from './response-fields.ts';
import { Status } from './status.ts';
import { assignedId } from './text.ts';
import { tolerant } from './tolerant.ts';

export type Dataset = Item<DatasetInfo>;
export type DatasetFetchResult = FetchResult<Dataset>;

export const datasetItem = lazy(() => storedItem(DatasetInfo));
export const datasetFetchResult = lazy(() => fetchResult(datasetItem()));

const location = lazy(() => tolerant(S3Location));

/**
 * Result of minting. A rejection is possible although the dataset exists: see `partial` of the RequestRejectedError.
 */
export const MintResult = responseObject(() => ({
  status: Status(),
  handle: assignedId(),
  s3_location: location(),
  /** Session of the job that records the creation. */
  register_create_activity_session_id: z.nullish(z.string()),
}));
export interface MintResult extends Infer<typeof MintResult> {}

export const MetadataUpdateResult = responseObject(() => ({
  status: Status(),
  handle: z.string(),
  s3_location: location(),
}));
export interface MetadataUpdateResult extends Infer<typeof MetadataUpdateResult> {}

export interface CredentialsRequest {
  dataset_id: string;
  /** Whether to also create a link that signs in to the store's console. */
  console_session_required: boolean;
}

/** Temporary credentials for the folder of a dataset; valid for eight hours. */
export const StoreCredentials = responseObject(() => ({
  status: Status(),
  credentials: z.looseObject({
    aws_access_key_id: z.string(),
    aws_secret_access_key: z.string(),
    aws_session_token: z.string(),
    /** ISO 8601, with offset. */
    expiry: z.string(),
  }),
  console_session_url: z.nullish(z.string()),
}));
export interface StoreCredentials extends Infer<typeof StoreCredentials> {}

export interface PresignedUrlRequest {
  dataset_id: string;
  /** Path inside the dataset, without a leading slash and without `..`. */
  file_path: string;
  /** Seconds, 1 to 86,400; default 10,800. No link lasts longer than the server's credentials: 28,800. */
  expires_in?: number | undefined;
}

export const PresignedUrl = responseObject(() => ({
  dataset_id: z.string(),
  file_path: z.string(),
  presigned_url: z.string(),
}));
export interface PresignedUrl extends Infer<typeof PresignedUrl> {}

export interface ApprovalRequest {
  dataset_id: string;
  /** Handle of the person who is to decide; must be on the list of reviewers. */
  approver_id: string;
  notes: string;
}

export const ApprovalRequestResult = responseObject(() => ({
  dataset_id: z.string(),
  approver_id: z.string(),
  details: z.string(),
}));
export interface ApprovalRequestResult extends Infer<typeof ApprovalRequestResult> {}

export interface ApprovalDecision {
  dataset_id: string;
  approve: boolean;
  notes: string;
}

export const ApprovalDecisionResult = responseObject(() => ({
  dataset_id: z.string(),
  approved: z.boolean(),
  details: z.string(),
}));
export interface ApprovalDecisionResult extends Infer<typeof ApprovalDecisionResult> {}

/** Filter of a list of releases. The server supports only the order by RELEASE_TIMESTAMP here. */
export interface ReleaseListRequest extends DatasetListRequest {
  filter_by: {
    /** Handle of the reviewer. */
    release_reviewer: string;
    release_status?: (typeof RELEASE_STATES)[number] | undefined;
  };
}

export interface ReleasePage extends Page {
  readonly dataset_items: Dataset[];
  /** Number of datasets on this page. */
  readonly total_dataset_count?: number | null | undefined;
}

export const releasePage = (): z.ZodMiniType<ReleasePage> =>
  z.looseObject({
    status: Status(),
    dataset_items: listOrEmpty(datasetItem()),
    total_dataset_count: z.nullish(z.number()),
    pagination_key: PageKey,
  });
