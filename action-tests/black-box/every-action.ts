import assert from 'node:assert/strict';
import { createModelRunDocument } from './model-run.ts';
import type { StepInputs } from './runner.ts';
import { createDatasetMetadata, type TestJob } from './test-job.ts';

type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One step for every action that connects to Provena, with its minimal inputs. */
interface ChainedStep {
  readonly action: string;
  /** @param before Outputs of the earlier steps, by action. */
  readonly inputs: (job: TestJob, before: Outputs) => Readonly<Record<string, string>>;
}

const FILE = 'provena/organisation.yaml';

/** The document that several steps read. */
export const FILES = { [FILE]: 'kind: organisation\ndisplay_name: Wave Institute\nname: Wave Institute\n' };

/** Ordered so that each step finds the results it needs. The user has to be linked to a person. */
export const EVERY_ACTION: readonly ChainedStep[] = [
  { action: 'validate', inputs: () => ({ path: FILE, online: 'true' }) },
  {
    action: 'mint-dataset',
    inputs: ({ seed }) => ({
      metadata: JSON.stringify(createDatasetMetadata(seed.organisation)),
      timeout: '60s',
    }),
  },
  {
    action: 'await-job',
    inputs: (_, before) => ({ 'session-id': before['mint-dataset']?.['session-id'] ?? '' }),
  },
  {
    action: 'check-connection',
    inputs: (job, before) => ({
      ...createDatasetInputs(before),
      ...createStoreInputs(job),
      require: 'read, write, linked',
    }),
  },
  {
    action: 'upload-data',
    inputs: (job, before) => ({ ...createDatasetInputs(before), ...createStoreInputs(job), path: FILE }),
  },
  {
    action: 'download-data',
    inputs: (job, before) => ({ ...createDatasetInputs(before), ...createStoreInputs(job), path: 'down' }),
  },
  { action: 'register-model-run', inputs: (job, before) => ({ 'model-run': formatRun(job, before) }) },
  { action: 'record-run', inputs: (job, before) => ({ run: formatRun(job, before), plan: 'true' }) },
  { action: 'explore-lineage', inputs: (_, before) => ({ id: createDatasetInputs(before)['dataset-id'] }) },
  {
    action: 'export-lineage',
    inputs: (_, before) => ({ id: createDatasetInputs(before)['dataset-id'], path: 'lineage.json' }),
  },
  { action: 'register-item', inputs: () => ({ item: JSON.stringify(MODEL) }) },
  {
    action: 'update-item',
    inputs: (_, before) => ({
      id: getRegisteredItemId(before),
      updates: 'description: Heights.',
      reason: 'Shorter',
    }),
  },
  { action: 'version-item', inputs: (_, before) => ({ id: getRegisteredItemId(before), reason: 'Release' }) },
  { action: 'fetch-item', inputs: (_, before) => ({ id: getRegisteredItemId(before) }) },
  { action: 'request-release', inputs: (_, before) => ({ ...createDatasetInputs(before), approver: 'me' }) },
  {
    action: 'decide-release',
    inputs: (_, before) => ({ ...createDatasetInputs(before), decision: 'approve' }),
  },
  { action: 'list-items', inputs: () => ({ limit: '1' }) },
  { action: 'search-items', inputs: () => ({ query: 'CO2', 'fail-if-none': 'true' }) },
  { action: 'generate-report', inputs: ({ seed }) => ({ id: seed.study }) },
  { action: 'call', inputs: () => ({ method: 'registry.health' }) },
];

/**
 * Runs all actions in order and asserts that they succeed, without an error of the file system in the log.
 * @param toStep completes the inputs of each step.
 * @returns the outputs of each action.
 */
export async function runEveryAction(
  job: TestJob,
  toStep: (inputs: Readonly<Record<string, string>>) => StepInputs,
): Promise<Outputs> {
  const outputs: Record<string, Readonly<Record<string, string>>> = {};
  for (const { action, inputs } of EVERY_ACTION) {
    const step = await job.runner.runStep(action, { files: FILES, ...toStep(inputs(job, outputs)) });
    assert.equal(step.exitCode, 0, `${action}: ${step.log}`);
    assert.doesNotMatch(step.log, /the system reports/, action);
    outputs[action] = step.outputs;
  }
  return outputs;
}

const MODEL = {
  kind: 'model',
  display_name: 'Wave model',
  name: 'Wave model',
  description: 'Heights of waves.',
  documentation_url: 'https://example.org/docs',
  source_url: 'https://example.org/source',
};

function formatRun(job: TestJob, before: Outputs): string {
  const id = createDatasetInputs(before)['dataset-id'];
  return JSON.stringify(
    createModelRunDocument(job, { input: id, output: id }, { display_name: 'Run', study_id: job.seed.study }),
  );
}

function createDatasetInputs(before: Outputs) {
  return { 'dataset-id': before['mint-dataset']?.['dataset-id'] ?? '' };
}

function createStoreInputs({ sandbox }: TestJob) {
  return { 's3-endpoint': sandbox.s3, 's3-region': 'ap-southeast-2' };
}

function getRegisteredItemId(before: Outputs): string {
  return before['register-item']?.['id'] ?? '';
}
