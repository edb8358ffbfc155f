import { createModelRunDocument } from '../black-box/model-run.ts';
import type { StepInputs, StepResult } from '../black-box/runner.ts';
import {
  CheckedClient,
  createDatasetMetadata,
  formatDatasetDocument,
  type TestJob,
} from '../black-box/test-job.ts';

export interface Attempt {
  readonly ok: boolean;
  readonly steps: readonly StepResult[];
  /** The dataset-id output; undefined if no step set it. */
  readonly dataset: string | undefined;
  readonly modelRun: string | undefined;
}

/** The records in the registry after all attempts. */
export interface PipelineRecords {
  readonly datasets: readonly string[];
  readonly modelRuns: readonly string[];
}

/** The steps of a pipeline: one action for each part, or `record-run` for all of them. */
export type PipelineKind = 'steps' | 'record-run';

/**
 * The main pipeline (mint, upload, register, await) as the job of a workflow run. A failed step ends the attempt; the
 * next attempt starts at the first step, as "Re-run failed jobs" does.
 */
export class Pipeline {
  readonly #job: TestJob;
  readonly #runId: string;
  readonly #kind: PipelineKind;

  constructor(job: TestJob, runId: string, kind: PipelineKind = 'steps') {
    this.#job = job;
    this.#runId = runId;
    this.#kind = kind;
  }

  /** @param override Changes options of a step, for example to cancel it. */
  async attempt(
    number: number,
    override: (step: number) => Partial<StepInputs> = () => ({}),
  ): Promise<Attempt> {
    const steps: StepResult[] = [];
    let dataset: string | undefined;
    const step = async (action: string, inputs: Record<string, string>): Promise<StepResult | undefined> => {
      const result = await this.#job.runner.runStep(action, {
        with: inputs,
        files: { 'results/a.csv': 'a', 'results/b.csv': 'b' },
        ...override(steps.length),
        env: {
          GITHUB_RUN_ID: this.#runId,
          GITHUB_RUN_ATTEMPT: String(number),
          GITHUB_ACTION: action,
          'INPUT_JOB-INDEX': '0',
        },
      });
      steps.push(result);
      dataset ??= result.outputs['dataset-id'];
      return result.exitCode === 0 ? result : undefined;
    };
    if (this.#kind === 'record-run') {
      const run = JSON.stringify(this.#recordWithDataset());
      const recorded = await step('record-run', { run, 's3-endpoint': this.#job.sandbox.s3 });
      return { ok: recorded !== undefined, steps, dataset, modelRun: recorded?.outputs['model-run-id'] };
    }
    const { seed } = this.#job;
    const minted = await step('mint-dataset', {
      metadata: formatDatasetDocument(seed.organisation, `Run ${this.#runId}`),
    });
    const uploaded = minted && (await step('upload-data', { 'dataset-id': dataset ?? '', path: 'results/' }));
    const registered =
      uploaded &&
      (await step('register-model-run', {
        'model-run': JSON.stringify(this.#record({ dataset_id: dataset ?? '' })),
      }));
    const waited =
      registered && (await step('await-job', { 'session-id': registered.outputs['session-id'] ?? '' }));
    return { ok: waited !== undefined, steps, dataset, modelRun: waited?.outputs['model-run-id'] };
  }

  /** The run with the dataset as input and output, minted and filled by `record-run`: equal datasets are one. */
  #recordWithDataset() {
    const metadata = createDatasetMetadata(this.#job.seed.organisation, `Run ${this.#runId}`);
    return this.#record({ dataset: metadata, path: 'results/' });
  }

  #record(dataset: Readonly<Record<string, unknown>>) {
    const { inputTemplate, outputTemplate } = this.#job.seed;
    // The dataset is a handle or a document, and replaces the handles.
    return createModelRunDocument(
      this.#job,
      { input: '', output: '' },
      {
        inputs: [{ dataset_template_id: inputTemplate, ...dataset, resources: { series: 'a.csv' } }],
        outputs: [{ dataset_template_id: outputTemplate, ...dataset }],
        display_name: `Run ${this.#runId}`,
      },
    );
  }

  /** Finds the records of all attempts in the registry. */
  async findRecords(): Promise<PipelineRecords> {
    const api = new CheckedClient(this.#job.sandbox);
    const findIds = async (kind: string): Promise<string[]> => {
      const items: { id: string; display_name: string; record?: { display_name: string } }[] = Object(
        await api.list('registry', `/registry/${kind}/list`),
      );
      const name = `Run ${this.#runId}`;
      return items
        .filter((item) => item.display_name === name || item.record?.display_name === name)
        .map(({ id }) => id);
    };
    return { datasets: await findIds('entity/dataset'), modelRuns: await findIds('activity/model_run') };
  }
}

const TOKENS = /eyJ[\w-]{20,}\.[\w-]+\.[\w-]+/;

/** Secrets in the log, summary or outputs of a step, except in the commands that mask them. */
export function findLeaks({ raw, summary, masks, outputs }: StepResult): string[] {
  const visibleText = [
    ...raw.split('\n').filter((line) => !line.startsWith('::add-mask::')),
    summary,
    ...Object.values(outputs),
  ].join('\n');
  const masked = masks.filter((mask) => visibleText.includes(mask));
  return TOKENS.test(visibleText) ? [...masked, 'an unmasked token'] : masked;
}
