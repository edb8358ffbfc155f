import { createRowFactory, getFirst, type MethodCase } from './method-case.ts';
import { ID, METADATA, OTHER_ID } from './samples.ts';

const row = createRowFactory('datastore', 'datastore', (p) => p.datastore);
const review = createRowFactory('datastore.review', 'datastore', (p) => p.datastore.review);

const id = encodeURIComponent(ID);
const CHANGE = { id: ID, reason: 'tidying up' };
const REVERT = { ...CHANGE, history_id: 0 };
const KEYS = { dataset_id: ID, console_session_required: false };
const LINK = { dataset_id: ID, file_path: 'a b/c.nc', expires_in: 60 };
const APPROVAL = { dataset_id: ID, approver_id: OTHER_ID, notes: 'please' };
const DECISION = { dataset_id: ID, approve: true, notes: 'fine' };
const PAGE = { page_size: 5 };
const MINE = { filter_by: { release_reviewer: ID } };

export const DATASTORE_CASES: readonly MethodCase[] = [
  row((d) => d.fetchDataset(ID), `GET /registry/items/fetch-dataset?handle_id=${id}`),
  row((d) => d.mintDataset(METADATA), 'POST /register/mint-dataset', METADATA),
  row((d) => d.validateDatasetMetadata(METADATA), 'POST /metadata/validate-metadata', METADATA),
  row((d) => d.datasetSchema(), 'GET /metadata/dataset-schema'),
  row(
    (d) => d.updateDatasetMetadata(ID, 'why', METADATA),
    `POST /register/update-metadata?handle_id=${id}&reason=why`,
    METADATA,
  ),
  row((d) => d.revertDatasetMetadata(REVERT), 'PUT /register/revert-metadata', REVERT),
  row((d) => d.versionDataset(CHANGE), 'POST /register/version', CHANGE),
  row((d) => d.listDatasets(PAGE), 'POST /registry/items/list', PAGE),
  row((d) => getFirst(d.forAllDatasets(PAGE)), 'POST /registry/items/list', PAGE),
  row((d) => d.listAllDatasets(PAGE, { limit: 1 }), 'POST /registry/items/list', PAGE),
  row((d) => d.generateDatasetPresignedUrl(LINK), 'POST /registry/items/generate-presigned-url', LINK),
  row(
    (d) => d.generateReadAccessCredentials(KEYS),
    'POST /registry/credentials/generate-read-access-credentials',
    KEYS,
  ),
  row(
    (d) => d.generateWriteAccessCredentials(KEYS),
    'POST /registry/credentials/generate-write-access-credentials',
    KEYS,
  ),
  row(
    (d) => d.searchDatasets('reef', { limit: 3 }),
    [
      'search GET /search/entity-registry?query=reef&subtype_filter=DATASET&record_limit=3',
      'GET /registry/items/fetch-dataset?handle_id=10378.1%2F1700205',
    ],
  ),
  review((r) => r.addReviewer(ID), `POST /release/sys-reviewers/add?reviewer_id=${id}`),
  review((r) => r.deleteReviewer(ID), `DELETE /release/sys-reviewers/delete?reviewer_id=${id}`),
  review((r) => r.listReviewers(), 'GET /release/sys-reviewers/list'),
  review((r) => r.requestApproval(APPROVAL), 'POST /release/approval-request', APPROVAL),
  review((r) => r.actOnApproval(DECISION), 'PUT /release/action-approval-request', DECISION),
  review((r) => r.listReleases(MINE), 'registry POST /registry/entity/dataset/user/releases', {
    ...MINE,
    sort_by: { sort_type: 'RELEASE_TIMESTAMP' },
  }),
];
