/** Valid inputs for each action that connects to Provena. */
export const VALID_INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'await-job': { 'session-id': '00000000-0000-4000-8000-000000000000' },
  call: { method: 'registry.model.fetch', arguments: '[10378.1/1]' },
  'check-connection': {},
  'decide-release': { 'dataset-id': '10378.1/1', decision: 'approve' },
  'download-data': { 'dataset-id': '10378.1/1' },
  'explore-lineage': { id: '10378.1/1' },
  'export-lineage': { id: '10378.1/1', path: 'lineage.json' },
  'fetch-item': { id: '10378.1/1' },
  'generate-report': { id: '10378.1/1' },
  'list-items': {},
  'mint-dataset': { metadata: 'dataset_info: { name: A record }' },
  'record-run': { run: 'workflow_template_id: 10378.1/1' },
  'register-item': { item: '{ kind: organisation, name: A place, ror: null }' },
  'register-model-run': { 'model-run': 'workflow_template_id: 10378.1/1' },
  'request-release': { 'dataset-id': '10378.1/1', approver: 'me' },
  'search-items': { query: 'reef' },
  'update-item': { id: '10378.1/1', reason: 'measured', updates: 'name: A place' },
  'upload-data': { 'dataset-id': '10378.1/1', path: 'data/' },
  validate: { path: 'provena/**', online: 'true' },
  'version-item': { id: '10378.1/1', reason: 'measured' },
};

/** An invalid input for each action without required inputs. Other actions reject that none is set. */
export const INVALID_INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'check-connection': { comment: 'perhaps' },
  'list-items': { comment: 'perhaps' },
  'start-sandbox': { empty: 'perhaps' },
  validate: { comment: 'perhaps' },
};
