/** A method of the official Python client (provenaclient 0.29), and its equivalents here. */
export interface Row {
  readonly official: string;
  /** Names from `connect()` of the SDK on, for example `datastore.mintDataset`. */
  readonly ours: readonly string[];
  /** True if it works with a current server, otherwise what happens instead. */
  readonly works: true | string;
  /** A note about a method that works. */
  readonly note?: string;
}

const NOT_ATTACHED = 'the module is not attached to the client, and its methods do nothing';
const WRONG_HOST = 'sends the request to the auth API, which responds with 404';
const NO_ID_SERVICE = 'raises AttributeError: reads its client from an attribute that is never set';
const REPORT_JOBS = 'fails on a response with a report job';
const SOFT_LIMIT = 'modifies the request of the caller; can exceed a limit by up to a page';

const WAIT = `${REPORT_JOBS}; blocks the event loop`;

const row = (
  official: string,
  ours: string | readonly string[],
  works: Row['works'] = true,
  note?: string,
): Row => ({
  official,
  ours: [ours].flat(),
  works,
  ...(note === undefined ? {} : { note }),
});

export const DATASTORE: readonly Row[] = [
  row('get_health_check', 'datastore.health'),
  row('fetch_dataset', 'datastore.fetchDataset'),
  row(
    'mint_dataset',
    'datastore.mintDataset',
    true,
    'loses the handle of a dataset that exists although minting "failed"',
  ),
  row(
    'validate_dataset_metadata',
    'datastore.validateDatasetMetadata',
    'always raises: expects another response schema',
  ),
  row(
    'update_dataset_metadata',
    'datastore.updateDatasetMetadata',
    true,
    'changes URLs: adds a slash after a host without a path',
  ),
  row('revert_dataset_metadata', 'datastore.revertDatasetMetadata'),
  row('version_dataset', 'datastore.versionDataset'),
  row('list_datasets', 'datastore.listDatasets'),
  row('list_all_datasets', 'datastore.listAllDatasets'),
  row(
    'for_all_datasets',
    'datastore.forAllDatasets',
    true,
    'modifies the request of the caller; can end before the limit',
  ),
  row('generate_dataset_presigned_url', 'datastore.generateDatasetPresignedUrl'),
  row('generate_read_access_credentials', 'datastore.generateReadAccessCredentials'),
  row('generate_write_access_credentials', 'datastore.generateWriteAccessCredentials'),
  row('search_datasets', 'datastore.searchDatasets', true, 'one request at a time; drops warnings'),
  row('interactive_dataset', 'datastore.interactiveDataset'),
  row('review.add_dataset_reviewer', 'datastore.review.addReviewer', WRONG_HOST),
  row('review.delete_dataset_reviewer', 'datastore.review.deleteReviewer', WRONG_HOST),
  row('review.list_reviewers', 'datastore.review.listReviewers', 'not implemented'),
  row('review.dataset_approval_request', 'datastore.review.requestApproval', WRONG_HOST),
  row('review.action_approval_request', 'datastore.review.actOnApproval', WRONG_HOST),
  row(
    'io.upload_all_files',
    'datastore.io.upload',
    true,
    'stops at the first existing file that is not older; one file at a time',
  ),
  row(
    'io.download_all_files',
    'datastore.io.downloadAll',
    true,
    'one file at a time; overwrites files without a check',
  ),
  row('io.download_specific_file', 'datastore.io.download', true, 'paths may lead outside the dataset'),
  row('io.list_all_files', 'datastore.io.list', true, 'lists folders as files; no sizes'),
];

const session = 'datastore.interactiveDataset';
export const INTERACTIVE: readonly Row[] = [
  row('fetch_dataset', `${session}.fetch`),
  row('download_all_files', `${session}.downloadAll`),
  row('upload_all_files', `${session}.upload`),
  row('download_specific_file', `${session}.download`),
  row('version', `${session}.version`, true, 'continues with the old version'),
  row('revert_dataset_metadata', `${session}.revert`),
  row('generate_read_access_credentials', `${session}.readCredentials`),
  row('generate_write_access_credentials', `${session}.writeCredentials`),
];

export const SEARCH: readonly Row[] = [row('search_registry', 'search.searchRegistry')];

export const LINK: readonly Row[] = [
  row('get_linked_person', 'link.getLinkedPerson', NOT_ATTACHED),
  row('create_and_link_person', 'link.createAndLinkPerson', NOT_ATTACHED),
];

export const ID_SERVICE: readonly Row[] = [
  row('mint', 'idService.mint', NO_ID_SERVICE),
  row('add_value', 'idService.addValue', NO_ID_SERVICE),
  row('add_value_by_index', 'idService.addValueByIndex', NO_ID_SERVICE),
  row('list', 'idService.list', NO_ID_SERVICE),
  row('modify_by_index', 'idService.modifyByIndex', NO_ID_SERVICE),
  row('remove_by_index', 'idService.removeByIndex', NO_ID_SERVICE),
];

export const AUTH: readonly Row[] = [
  row('get_health_check', 'auth.health'),
  row('get_user_request_history', 'auth.requestHistory'),
  row('get_user_pending_request_history', 'auth.pendingRequests'),
  row('post_user_request_change', 'auth.requestChange'),
  row('get_user_generate_access_report', 'auth.accessReport'),
  row('get_list_groups', 'auth.listGroups'),
  row('get_describe_group', 'auth.describeGroup'),
  row('get_list_membership', 'auth.listMembership'),
  row('get_list_group_members', 'auth.listGroupMembers'),
  row('get_check_membership', 'auth.checkMembership', 'sends a query parameter with the wrong name: 422'),
  row('get_link_lookup_username', 'auth.lookupLink'),
  row('post_link_assign', 'auth.assignLink'),
  row('post_link_validate', 'auth.validateLink'),
  row('admin.get_all_pending_request_history', 'auth.admin.allPendingRequests'),
  row('admin.get_all_request_history', 'auth.admin.allRequests'),
  row('admin.get_user_pending_request_history', 'auth.admin.userPendingRequests'),
  row('admin.get_user_request_history', 'auth.admin.userRequests'),
  row('admin.post_add_note', 'auth.admin.addNote', 'raises after success: expects another response schema'),
  row('admin.post_change_request_state', 'auth.admin.changeRequestState'),
  row('admin.get_list_groups', 'auth.admin.listGroups'),
  row('admin.get_describe_group', 'auth.admin.describeGroup'),
  row('admin.get_list_members', 'auth.admin.listGroupMembers'),
  row('admin.get_list_group_membership', 'auth.admin.listUserMembership', 'requests another route: 422'),
  row('admin.get_check_user_membership', 'auth.admin.checkMembership'),
  row('admin.post_groups_add_member', 'auth.admin.addMember'),
  row('admin.delete_remove_member', 'auth.admin.removeMember'),
  row('admin.post_add_group', 'auth.admin.addGroup'),
  row('admin.put_update_group', 'auth.admin.updateGroup'),
  row('admin.get_export_groups', 'auth.admin.exportGroups'),
  row(
    'admin.post_import_groups',
    'auth.admin.importGroups',
    true,
    'loses the list of failures of a rejected request',
  ),
  row('admin.post_restore_groups_from_table', 'auth.admin.restoreGroupsFromTable'),
  row('admin.get_link_lookup_username', 'auth.admin.lookupLink'),
  row('admin.get_link_reverse_lookup_username', 'auth.admin.reverseLookupLink'),
  row('admin.post_link_assign', 'auth.admin.assignLink'),
  row('admin.delete_clear_link', 'auth.admin.clearLink'),
];

const WRITES_FILES = 'cannot write a file without a folder in its name';
export const PROV: readonly Row[] = [
  row('get_health_check', 'prov.health'),
  row('register_model_run', 'prov.registerModelRun'),
  row('register_batch_model_runs', 'prov.registerBatchModelRuns'),
  row('update_model_run', 'prov.updateModelRun'),
  row('explore_upstream', 'prov.exploreUpstream'),
  row('explore_downstream', 'prov.exploreDownstream'),
  row('get_contributing_datasets', 'prov.contributingDatasets'),
  row('get_effected_datasets', 'prov.effectedDatasets'),
  row('get_contributing_agents', 'prov.contributingAgents'),
  row('get_effected_agents', 'prov.effectedAgents'),
  row('generate_csv_template', 'prov.generateCsvTemplate', true, WRITES_FILES),
  row('convert_model_runs', 'prov.convertModelRuns', true, 'fails on a byte order mark'),
  row(
    'convert_model_runs_to_csv_with_file',
    'prov.convertModelRuns',
    true,
    'reads the file in the default encoding of the machine',
  ),
  row('regenerate_csv_from_model_run_batch', 'prov.regenerateCsvFromModelRunBatch', true, WRITES_FILES),
  row('generate_report', 'prov.generateReport', 'writes the JSON response of the job to a .docx file'),
  row('admin.generate_config_file', 'prov.admin.config', true, WRITES_FILES),
  row('admin.store_record', 'prov.admin.storeRecord'),
  row('admin.store_multiple_records', 'prov.admin.storeRecords'),
  row('admin.store_all_registry_records', 'prov.admin.storeAllRegistryRecords'),
  row('admin.delete_model_run_provenance', 'prov.admin.deleteModelRunProvenance'),
  row('admin.delete_model_run_provenance_and_registry', 'prov.admin.deleteModelRunProvenanceAndRegistry'),
];

export const REGISTRY: readonly Row[] = [
  row('get_health_check', 'registry.health'),
  row('list_general_registry_items', 'registry.general.list', true, 'one page; no iteration over pages'),
  row('list_registry_items_with_count', 'registry.general.count'),
  row('general_fetch_item', 'registry.general.fetch'),
  row('get_current_provena_version', 'registry.version', 'fails on every response: expects another schema'),
  row('admin.export_items', 'registry.admin.export'),
  row(
    'admin.import_items',
    'registry.admin.import',
    true,
    'loses the list of failures of a rejected request',
  ),
  row('admin.restore_items_from_dynamo_table', 'registry.admin.restore'),
  row('admin.generate_config_file', 'registry.admin.config', true, WRITES_FILES),
  row('admin.delete', 'registry.admin.delete'),
];

export const JOB_SERVICE: readonly Row[] = [
  row('get_health_check', 'jobService.health'),
  row('fetch_job', 'jobService.fetch', true, REPORT_JOBS),
  row('list_jobs', 'jobService.list', true, REPORT_JOBS),
  row('list_all_jobs', 'jobService.listAll', true, `${REPORT_JOBS}; ${SOFT_LIMIT}`),
  row('for_all_jobs', 'jobService.forAll', true, `${REPORT_JOBS}; ${SOFT_LIMIT}`),
  row('list_jobs_in_batch', 'jobService.listBatch'),
  row('list_all_jobs_in_batch', 'jobService.listAllInBatch', true, SOFT_LIMIT),
  row('for_all_jobs_in_batch', 'jobService.forAllInBatch', true, SOFT_LIMIT),
  row('await_job_completion', 'jobService.awaitJobCompletion', true, WAIT),
  row(
    'await_successful_job_completion',
    'jobService.awaitSuccessfulJobCompletion',
    true,
    `${WAIT}; a failed job raises AssertionError`,
  ),
  row('admin.launch_job', 'jobService.admin.launch'),
  row('admin.get_job', 'jobService.admin.fetch', true, REPORT_JOBS),
  row('admin.list_jobs', 'jobService.admin.list', true, REPORT_JOBS),
  row('admin.list_all_jobs', 'jobService.admin.listAll', true, `${REPORT_JOBS}; ${SOFT_LIMIT}`),
  row('admin.for_all_jobs', 'jobService.admin.forAll', true, `${REPORT_JOBS}; ${SOFT_LIMIT}`),
  row('admin.list_job_batch', 'jobService.admin.listBatch'),
  row('admin.list_all_jobs_in_batch', 'jobService.admin.listAllInBatch', true, SOFT_LIMIT),
  row('admin.for_all_jobs_in_batch', 'jobService.admin.forAllInBatch', true, SOFT_LIMIT),
];
