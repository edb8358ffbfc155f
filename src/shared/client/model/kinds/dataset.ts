import * as z from 'zod/mini';
import { CollectionFormat } from '../collection-format.ts';
import { document } from '../document.ts';
import { RELEASE_ACTIONS, RELEASE_STATES } from '../enums.ts';
import { handle, namedFields, text } from '../text.ts';

const ReleaseEntry = document(() => ({
  action: z.enum(RELEASE_ACTIONS),
  timestamp: z.int(),
  approver: handle('Handle of the reviewer.', 'PERSON'),
  requester: z.nullish(handle('Handle of the person who requested the approval.', 'PERSON')),
  notes: z.string(),
}));

/** Location of the files of a dataset in the store. */
export const S3Location = document(() => ({
  bucket_name: text('Bucket.', 'provena-storage'),
  path: text('Key prefix, with its final slash.', 'datasets/10378-1-1234567/'),
  s3_uri: text('The same as a URI.', 's3://provena-storage/datasets/10378-1-1234567/'),
}));

/** A dataset as the registry keeps it; the data store writes it. */
export const DatasetInfo = document(
  () => ({
    ...namedFields('Sea surface temperature 2019-2021'),
    collection_format: CollectionFormat,
    s3: S3Location,
    release_history: z.optional(z.array(ReleaseEntry)),
    release_status: z.enum(RELEASE_STATES),
    release_approver: z.nullish(z.string()),
    release_timestamp: z.nullish(z.int()),
    access_info_uri: z.nullish(z.string()),
  }),
  z.refine(
    (info) =>
      (info.access_info_uri ?? null) === (info.collection_format.dataset_info.access_info.uri ?? null),
    {
      path: ['access_info_uri'],
      error: 'must equal collection_format.dataset_info.access_info.uri',
    },
  ),
  z.refine((info) => (info.release_approver == null) === (info.release_timestamp == null), {
    path: ['release_approver'],
    error: 'set both release_approver and release_timestamp, or neither',
  }),
);
export interface DatasetInfo extends z.infer<typeof DatasetInfo> {}
