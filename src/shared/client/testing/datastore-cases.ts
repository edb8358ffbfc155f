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
  row('fetchDataset', (d) => d.fetchDataset(ID), `GET /registry/items/fetch-dataset?handle_id=${id}`),
  row('mintDataset', (d) => d.mintDataset(METADATA), 'POST /register/mint-dataset', METADATA),
  row(
    'validateDatasetMetadata',
    (d) => d.validateDatasetMetadata(METADATA),
    'POST /metadata/validate-metadata',
    METADATA,
  ),
  row('datasetSchema', (d) => d.datasetSchema(), 'GET /metadata/dataset-schema'),
  row(
    'updateDatasetMetadata',
    (d) => d.updateDatasetMetadata(ID, 'why', METADATA),
    `POST /register/update-metadata?handle_id=${id}&reason=why`,
    METADATA,
  ),
  row(
    'revertDatasetMetadata',
    (d) => d.revertDatasetMetadata(REVERT),
    'PUT /register/revert-metadata',
    REVERT,
  ),
  row('versionDataset', (d) => d.versionDataset(CHANGE), 'POST /register/version', CHANGE),
  row('listDatasets', (d) => d.listDatasets(PAGE), 'POST /registry/items/list', PAGE),
  row('forAllDatasets', (d) => getFirst(d.forAllDatasets(PAGE)), 'POST /registry/items/list', PAGE),
  row('listAllDatasets', (d) => d.listAllDatasets(PAGE, { limit: 1 }), 'POST /registry/items/list', PAGE),
  row(
    'generateDatasetPresignedUrl',
    (d) => d.generateDatasetPresignedUrl(LINK),
    'POST /registry/items/generate-presigned-url',
    LINK,
  ),
  row(
    'generateReadAccessCredentials',
    (d) => d.generateReadAccessCredentials(KEYS),
    'POST /registry/credentials/generate-read-access-credentials',
    KEYS,
  ),
  row(
    'generateWriteAccessCredentials',
    (d) => d.generateWriteAccessCredentials(KEYS),
    'POST /registry/credentials/generate-write-access-credentials',
    KEYS,
  ),
  row('searchDatasets', (d) => d.searchDatasets('reef', { limit: 3 }), [
    'search GET /search/entity-registry?query=reef&subtype_filter=DATASET&record_limit=3',
    'GET /registry/items/fetch-dataset?handle_id=10378.1%2F1700205',
  ]),
  review('addReviewer', (r) => r.addReviewer(ID), `POST /release/sys-reviewers/add?reviewer_id=${id}`),
  review(
    'deleteReviewer',
    (r) => r.deleteReviewer(ID),
    `DELETE /release/sys-reviewers/delete?reviewer_id=${id}`,
  ),
  review('listReviewers', (r) => r.listReviewers(), 'GET /release/sys-reviewers/list'),
  review('requestApproval', (r) => r.requestApproval(APPROVAL), 'POST /release/approval-request', APPROVAL),
  review('actOnApproval', (r) => r.actOnApproval(DECISION), 'PUT /release/action-approval-request', DECISION),
  review(
    'listReleases',
    (r) => r.listReleases(MINE),
    'registry POST /registry/entity/dataset/user/releases',
    { ...MINE, sort_by: { sort_type: 'RELEASE_TIMESTAMP' } },
  ),
];
