import { formatDatasetDocument } from '../black-box/test-job.ts';
import {
  ADD_REVIEWER,
  APPROVE_RELEASE,
  type GuideContext,
  type GuideJob,
  mintDataset,
  REQUEST_RELEASE,
  variable,
  WRITE_RESULTS,
  writeRun,
} from './guide-jobs.ts';

/** Registers one model run, whose outputs replace those of another job. */
const REGISTER_RUN = {
  id: 'made',
  uses: 'OWNER/REPO/actions/register-model-run@v1',
  with: { 'model-run-file': 'provena/model-run.yaml', wait: true },
};
const OBSERVATIONS = { run: 'mkdir -p store/observations/2026 && echo 1 > store/observations/2026/a.csv' };
const UPLOAD_OBSERVATIONS = {
  uses: 'OWNER/REPO/actions/upload-data@v1',
  with: { 'dataset-id': variable('DATASET_ID'), path: 'store/' },
};

const output = (job: string, name: string): string => `\${{ ${job}.outputs.${name} }}`;
const writeModelRun = (context: GuideContext) => ({ 'provena/model-run.yaml': writeRun(context) });
const useRun = () => ({ [output('needs.register', 'model-run-id')]: output('steps.made', 'model-run-id') });

/** The examples in the READMEs of the actions, by action. */
const JOBS: Readonly<Record<string, Omit<GuideJob, 'section'>>> = {
  'await-job': {
    before: { 0: [REGISTER_RUN] },
    files: writeModelRun,
    replace: () => ({
      [output('needs.model', 'session-a')]: output('steps.made', 'session-id'),
      [output('needs.model', 'session-b')]: output('steps.made', 'session-id'),
    }),
    outputs: { status: 'succeeded' },
  },
  call: { before: { 0: [REGISTER_RUN] }, files: writeModelRun, replace: useRun },
  'check-connection': { outputs: { ok: 'true' } },
  'download-data': {
    before: { 0: [OBSERVATIONS, UPLOAD_OBSERVATIONS] },
    files: () => ({ 'model.py': '' }),
    replace: ({ dataset }) => ({ '10378.1/1234567': dataset, 'python model.py': 'python3 model.py' }),
    outputs: { downloaded: '1' },
  },
  'explore-lineage': { replace: ({ dataset }) => ({ [output('needs.register', 'dataset-id')]: dataset }) },
  'export-lineage': {
    replace: ({ dataset }) => ({ [output('needs.register', 'dataset-id')]: dataset }),
    outputs: { unreadable: '[]' },
  },
  'fetch-item': {
    replace: ({ dataset }) => ({ '10378.1/1234567': dataset }),
    outputs: { 'is-latest': 'true', value: 'https://creativecommons.org/licenses/by/4.0/' },
  },
  'generate-report': { before: { 0: [REGISTER_RUN] }, files: writeModelRun, replace: useRun },
  'list-items': { outputs: { count: '0' } },
  'mint-dataset': {
    files: ({ seed }) => ({ 'provena/output-dataset.yaml': formatDatasetDocument(seed.organisation) }),
    outputs: { reused: 'false' },
  },
  'record-run': {
    files: ({ seed }) => ({
      'provena/results.yaml': formatDatasetDocument(seed.organisation),
      'run-model': '#!/bin/sh\nmkdir -p "$2" && echo 1.75 > "$2/mean.csv"\n',
    }),
    // The templates of the sandbox require an annotation and a resource.
    replace: ({ seed, dataset }) => ({
      '10378.1/1234\n': `${seed.workflowTemplate}\n      annotations: { scenario: low }\n`,
      '10378.1/2345': seed.inputTemplate,
      '10378.1/3456': `${dataset}\n          resources: { series: levels.csv }`,
      '10378.1/4567': seed.outputTemplate,
    }),
    outputs: { status: 'succeeded' },
  },
  'register-item': { outputs: { created: '4' } },
  'register-model-run': {
    before: { 0: [mintDataset('mint')] },
    files: writeModelRun,
    replace: ({ seed }) => ({ '10378.1/1234': seed.outputTemplate }),
    outputs: { status: 'succeeded' },
  },
  'request-release': {
    before: { 0: [ADD_REVIEWER, REQUEST_RELEASE, APPROVE_RELEASE] },
    outputs: { decision: 'approved' },
  },
  'search-items': { replace: () => ({ 'mauna loa co2': 'record' }) },
  'start-sandbox': { outputs: { reused: 'false' } },
  'update-item': { replace: ({ seed }) => ({ '10378.1/1234567': seed.model }), outputs: { updated: 'true' } },
  'upload-data': { before: { 0: [mintDataset('mint'), WRITE_RESULTS] }, outputs: { uploaded: '1' } },
  'version-item': { outputs: { version: '2' } },
};

/** The same by page. */
export const READMES: Readonly<Record<string, readonly GuideJob[]>> = Object.fromEntries(
  Object.entries(JOBS).map(([action, job]) => [`actions/${action}/README.md`, [{ section: action, ...job }]]),
);
