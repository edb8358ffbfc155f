import { createModelRunDocument } from '../black-box/model-run.ts';
import type { StepInputs } from '../black-box/runner.ts';
import { createDatasetMetadata, type TestJob } from '../black-box/test-job.ts';
import type { Step } from './workflow.ts';

/** The items that steps refer to. */
export interface StepTargets {
  readonly job: Pick<TestJob, 'seed'>;
  /** A dataset. */
  readonly input: string;
  /** The model of `update-item`. */
  readonly updated: string;
  /** The model of `version-item`. */
  readonly versioned: string;
  /** The dataset of `request-release`. */
  readonly released: string;
}

/** The inputs and files of a step. @param identity of the step; updates and versions have it as reason. */
export function createStepInputs(step: Step, identity: string, targets: StepTargets): StepInputs {
  const { job, input } = targets;
  const { seed } = job;
  if (step.action === 'mint-dataset') {
    const metadata = createDatasetMetadata(seed.organisation, `Dataset ${step.content}`);
    const copied = { idempotency_key: 'copied', ci_run_url: 'https://github.example/copied', note: 'copied' };
    const info = { ...metadata.dataset_info, ...(step.isCopy ? { user_metadata: copied } : {}) };
    return { with: { metadata: JSON.stringify({ ...metadata, dataset_info: info }) } };
  }
  if (step.action === 'register-model-run') {
    const records = step.records.map((record) =>
      createModelRunDocument(job, { input: input, output: input }, { display_name: `Run ${record}` }),
    );
    return { with: { 'model-run': JSON.stringify(records), wait: 'true', timeout: '60s' } };
  }
  if (step.action === 'record-run') {
    const runs = step.records.map((record) => createRecordedRun(record, targets));
    const inputs = { run: JSON.stringify(runs), timeout: '60s' };
    if (step.hasCommand) {
      const lines = step.records.map((record) => `printf ${record} > results/${record}.csv`);
      return { with: { ...inputs, command: ['mkdir -p results', ...lines].join('\n') } };
    }
    const files = Object.fromEntries(step.records.map((record) => [`results/${record}.csv`, `${record}`]));
    return { with: inputs, files };
  }
  if (step.action === 'register-item') {
    const name = formatItemName(step.item);
    const document = { kind: 'organisation', display_name: name, name };
    if (step.item % 2 === 0) return { with: { item: JSON.stringify(document) } };
    const path = `provena-${step.folder}/item-${step.item}.yaml`;
    return {
      files: { [path]: JSON.stringify({ ...document, $id: `item-${step.item}` }) },
      with: { 'item-file': path },
    };
  }
  if (step.action === 'update-item') {
    const updates = JSON.stringify({ description: `Written by ${identity}` });
    return { with: { id: targets.updated, updates, reason: identity } };
  }
  if (step.action === 'request-release') return { with: { 'dataset-id': targets.released, approver: 'me' } };
  return { with: { id: targets.versioned, reason: identity } };
}

/** A run of `record-run`, whose output is minted and filled. */
function createRecordedRun(record: number, { job, input }: StepTargets) {
  const { organisation, outputTemplate } = job.seed;
  const run = createModelRunDocument(
    job,
    { input: input, output: input },
    { display_name: `Recorded run ${record}` },
  );
  const dataset = createDatasetMetadata(organisation, `Recorded dataset ${record}`);
  const path = `results/${record}.csv`;
  return { ...run, outputs: [{ dataset_template_id: outputTemplate, dataset, path }] };
}

/** Name of the item of a `register-item` step. */
export function formatItemName(item: number): string {
  return `Item ${item}`;
}
