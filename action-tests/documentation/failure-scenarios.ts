import type { Role } from '../../sandbox/index.ts';
import { openDatasetObjects } from '../black-box/dataset-objects.ts';
import { createModelRunDocument, registerRun } from '../black-box/model-run.ts';
import { startReportServer } from '../black-box/report-server.ts';
import type { StepInputs } from '../black-box/runner.ts';
import {
  addReviewer,
  type CheckedClient,
  createModel,
  formatDatasetDocument,
  mintDataset,
  type TestJob,
} from '../black-box/test-job.ts';

/** A step whose message the page quotes, with its action. */
export interface DocumentedStep extends StepInputs {
  readonly action: string;
  /** Whether the message is a warning of a step that succeeds. */
  readonly succeeds?: true;
  /** Stops what was started for the step. */
  readonly end?: () => void;
}

/** Test job and API client of a scenario. */
export interface ScenarioContext {
  readonly job: TestJob;
  readonly api: CheckedClient;
}

/** Prepares a step. */
export type Scenario = (context: ScenarioContext) => DocumentedStep | Promise<DocumentedStep>;

/** For each section of docs/troubleshooting.md: the steps whose messages it quotes, in order. */
export const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  'invalid-input': [
    () => ({
      action: 'mint-dataset',
      files: {
        'provena/readings.yaml': [
          'associations: { organisation_id: 10378.1/1 }',
          'approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} }',
          'dataset_info:',
          '  name: Readings',
          '  description: Hourly water levels.',
          '  access_info: {}',
          '  publisher_id: 10378.1/1',
          '  created_date: {}',
          '  published_date: {}',
          '  license: CC-BY',
          '  keyword: [tides]',
        ].join('\n'),
      },
      with: { 'metadata-file': 'provena/readings.yaml' },
    }),
    ({ job }) => ({ action: 'fetch-item', with: { id: job.seed.model }, env: { PROVENA_OFFLINE_TOKEN: '' } }),
    ({ job }) => ({ action: 'fetch-item', with: { id: job.seed.model }, env: { PROVENA_ENDPOINTS: '' } }),
  ],
  'authentication-failed': [
    ({ job }) => ({
      action: 'fetch-item',
      with: { id: job.seed.model },
      env: { PROVENA_OFFLINE_TOKEN: 'a-revoked-token' },
    }),
    ({ job }) => ({
      action: 'fetch-item',
      with: { id: job.seed.model, 'access-token': job.sandbox.users.modeller.offlineToken },
    }),
  ],
  'permission-denied': [mintAs('reader')],
  'user-not-linked': [mintAs('colleague'), checkConnectionAs('colleague')],
  'request-rejected': [
    ({ job }) => ({
      action: 'call',
      with: { method: 'auth.assignLink', arguments: job.seed.person, confirm: 'true' },
    }),
  ],
  'request-validation-failed': [
    () => ({ action: 'call', with: { method: 'registry.general.list', arguments: '- { page_size: many }' } }),
  ],
  'not-found': [
    () => ({ action: 'fetch-item', with: { id: '10378.1/1700000' } }),
    () => ({
      action: 'await-job',
      with: { 'batch-id': '00000000-0000-4000-8000-000000000000', timeout: '60s' },
    }),
  ],
  'server-unavailable': [
    ({ job }) => ({
      action: 'fetch-item',
      with: {
        id: job.seed.model,
        endpoints: JSON.stringify({ ...job.sandbox.endpoints, registry: 'http://127.0.0.1:9' }),
      },
    }),
  ],
  'request-timeout': [
    ({ job }) => {
      job.sandbox.injectFault({ fault: 'delay', service: 'registry', milliseconds: 3000 });
      return {
        action: 'call',
        with: { method: 'registry.health', arguments: 'options: { timeoutMs: 200 }' },
      };
    },
  ],
  'unexpected-response': [
    ({ job }) => {
      job.sandbox.injectFault({ fault: 'html', service: 'registry' });
      return { action: 'fetch-item', with: { id: job.seed.model } };
    },
  ],
  'outcome-unknown': [
    ({ job }) => {
      job.sandbox.injectFault({ fault: 'lose-answer', service: 'datastore', path: '/register/mint-dataset' });
      job.sandbox.injectFault({
        fault: 'refuse',
        service: 'datastore',
        path: '/registry/items/list',
        status: 500,
      });
      return { action: 'mint-dataset', with: { metadata: formatDatasetDocument(job.seed.organisation) } };
    },
  ],
  'idempotency-conflict': [
    async ({ job }) => {
      const mint = (name: string) => ({
        action: 'mint-dataset',
        with: {
          metadata: formatDatasetDocument(job.seed.organisation, name),
          'idempotency-key': 'release-1',
        },
      });
      const { action, ...inputs } = mint('Readings');
      await job.runner.runStep(action, inputs);
      return mint('Means');
    },
  ],
  'command-failed': [
    async ({ job, api }) => {
      const run = createModelRunDocument(job, await registerRun(api, job), { display_name: 'A run' });
      return { action: 'record-run', with: { command: 'exit 3', run: JSON.stringify(run) } };
    },
  ],
  'job-failed': [registerFaultyRun('fail-job')],
  'job-timeout': [registerFaultyRun('hang-job', { with: { timeout: '1s' } })],
  'step-cancelled': [
    registerFaultyRun('hang-job', {
      interrupt: { signal: 'SIGTERM', when: (log) => log.includes('Sent 1 model run') },
    }),
  ],
  'dataset-read-only': [
    async ({ job, api }) => {
      const id = await mintDataset(api, job.seed.organisation);
      await api.call('registry', 'PUT', '/registry/entity/dataset/locks/lock', {
        id,
        reason: 'under review',
      });
      return {
        action: 'upload-data',
        files: { 'results/a.csv': 'a' },
        with: { 'dataset-id': id, path: 'results/' },
      };
    },
  ],
  'file-transfer-failed': [
    async ({ job, api }) => {
      const id = await mintDataset(api, job.seed.organisation);
      await (await openDatasetObjects(job, id)).put({ 'levels.csv': '1', '../levels.csv': '2' });
      return { action: 'download-data', with: { 'dataset-id': id, path: 'data/' } };
    },
  ],
  'version-conflict': [
    ({ job }) => ({
      action: 'update-item',
      with: { id: job.seed.study, updates: 'title: Later', reason: 'a better title', 'expect-version': '7' },
    }),
  ],
  'file-not-writable': [
    ({ job }) => ({
      action: 'fetch-item',
      files: { results: 'a file' },
      with: { id: job.seed.model, path: 'results/model.json' },
    }),
  ],
  'release-conflict': [
    async ({ job, api }) => ({
      action: 'decide-release',
      with: { 'dataset-id': await mintDataset(api, job.seed.organisation), decision: 'approve' },
    }),
  ],
  'release-undecided': [
    async ({ job, api }) => {
      await addReviewer(job.sandbox, job.seed.person);
      return {
        action: 'request-release',
        with: {
          'dataset-id': await mintDataset(api, job.seed.organisation),
          approver: 'me',
          wait: 'true',
          timeout: '1s',
        },
      };
    },
  ],
  'no-search-results': [
    () => ({ action: 'search-items', with: { query: 'estuary', kind: 'model-run', 'fail-if-none': 'true' } }),
  ],
  'lineage-check-failed': [
    ({ job }) => ({ action: 'explore-lineage', with: { id: job.seed.organisation, 'fail-if': 'empty' } }),
  ],
  'connection-check-failed': [checkConnectionAs('reader')],
  'sandbox-startup-failed': [
    ({ job }) => ({ action: 'start-sandbox', with: { port: new URL(job.sandbox.endpoints.registry).port } }),
  ],
  'report-download-failed': [
    async ({ job, api }) => {
      const { run } = await registerRun(api, job);
      const front = await startReportServer(job, [403]);
      return {
        action: 'generate-report',
        with: { id: run, endpoints: front.endpoints },
        end: () => front[Symbol.asyncDispose](),
      };
    },
  ],
  'output-too-large': [
    async ({ api }) => ({
      action: 'fetch-item',
      with: { id: await createModel(api, 'Large', 'x'.repeat(200_000)) },
      succeeds: true,
    }),
  ],
};

/** Mints a dataset as a user who must not. */
function mintAs(user: Role): Scenario {
  return ({ job }) => ({
    action: 'mint-dataset',
    with: { metadata: formatDatasetDocument(job.seed.organisation) },
    env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users[user].offlineToken },
  });
}

function checkConnectionAs(user: Role): Scenario {
  return ({ job }) => ({
    action: 'check-connection',
    with: { require: 'write, linked' },
    env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users[user].offlineToken },
  });
}

/** Registers a run whose job fails or hangs, and waits for it. */
function registerFaultyRun(
  fault: 'fail-job' | 'hang-job',
  { with: inputs, ...step }: StepInputs = {},
): Scenario {
  return async ({ job, api }) => {
    const { input, output } = await registerRun(api, job);
    job.sandbox.injectFault({ fault, job_sub_type: 'MODEL_RUN_PROV_LODGE' });
    const run = createModelRunDocument(job, { input, output }, { display_name: 'A run' });
    const withRun = { 'model-run': JSON.stringify(run), wait: 'true', ...inputs };
    return { action: 'register-model-run', with: withRun, ...step };
  };
}
