import { list } from '../../pydantic/collections.ts';
import { model } from '../../pydantic/model.ts';
import { integer, oneOf, text } from '../../pydantic/scalars.ts';
import { byDefault, type Infer, optional } from '../../pydantic/type.ts';
import { CollectionFormat } from './collection-format.ts';
import { createDomainInfo } from './domain.ts';

const RELEASE_STATUSES = ['NOT_RELEASED', 'PENDING', 'RELEASED'] as const;
export const releaseStatus = oneOf('ReleasedStatus', RELEASE_STATUSES);

const S3Location = model('S3Location', { bucket_name: text(), path: text(), s3_uri: text() });
export type S3Location = Infer<typeof S3Location>;

const ReleaseHistoryEntry = model('ReleaseHistoryEntry', {
  action: oneOf('ReleaseAction', ['REQUEST', 'APPROVE', 'REJECT']),
  timestamp: integer(),
  approver: text(),
  requester: optional(text()),
  notes: text(),
});

export const Dataset = createDomainInfo(
  'DatasetDomainInfo',
  {
    collection_format: CollectionFormat,
    s3: S3Location,
    release_history: byDefault(list(ReleaseHistoryEntry), () => []),
    release_status: releaseStatus,
    release_approver: optional(text()),
    release_timestamp: optional(integer()),
    access_info_uri: optional(text()),
  },
  {
    ruleError: 'assertion_error',
    rules: [
      (dataset) =>
        dataset.access_info_uri === dataset.collection_format.dataset_info.access_info.uri
          ? undefined
          : 'access_info_uri must be the uri of the access info, or both must be absent.',
      (dataset) =>
        (dataset.release_approver === null) === (dataset.release_timestamp === null)
          ? undefined
          : 'release_approver and release_timestamp come together or not at all.',
    ],
  },
);
export type DatasetDomainInfo = Infer<typeof Dataset>;
