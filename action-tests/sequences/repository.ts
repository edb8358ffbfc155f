import assert from 'node:assert/strict';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { Runner } from '../black-box/runner.ts';
import { addReviewer, CheckedClient, mintDataset, type TestJob } from '../black-box/test-job.ts';
import { ExpectedContents, type SharedModels } from './expected-contents.ts';
import { createStepInputs } from './step-inputs.ts';
import type { Step, StepFault, WorkflowJob } from './workflow.ts';
import { REPOSITORY_ID, type WorkflowRun } from './workflow-run.ts';

/** What every workflow run uses: the dataset that it reads, and two models. */
interface SharedItems extends SharedModels {
  readonly input: string;
}

interface StepExecution {
  readonly run: WorkflowRun;
  readonly job: WorkflowJob;
  readonly step: Step;
  /** Number of earlier steps of the job with the same id. */
  readonly ordinal: number;
  readonly fault: StepFault | undefined;
}

/** A repository whose workflow runs record in a sandbox, with the contents that are expected there. */
export class Repository {
  readonly runs: WorkflowRun[] = [];
  readonly log: string[] = [];
  readonly #job: TestJob;
  readonly #api: CheckedClient;
  readonly #items: SharedItems;
  readonly #expected: ExpectedContents;
  #name = 'reef/models';

  private constructor(job: TestJob, api: CheckedClient, items: SharedItems) {
    this.#job = job;
    this.#api = api;
    this.#items = items;
    this.#expected = new ExpectedContents(api, job.seed, items);
  }

  /** @param job Its sandbox is reset. */
  static async create(job: TestJob): Promise<Repository> {
    await job.sandbox.reset();
    const api = new CheckedClient(job.sandbox);
    const input = await mintDataset(api, job.seed.organisation, 'Input');
    await addReviewer(job.sandbox, job.seed.person);
    const updated = await createModel(api, 'Updated model');
    const versioned = await createModel(api, 'Versioned model');
    return new Repository(job, api, { input, updated, versioned });
  }

  rename(): void {
    this.#name = `reef/models-${this.log.length}`;
    this.log.push(`rename to ${this.#name}`);
  }

  async startRun(jobs: readonly WorkflowJob[], fault: StepFault | undefined): Promise<void> {
    const id = String(9000 + this.runs.length);
    this.runs.push({
      id,
      jobs,
      attempt: 0,
      repositoryNames: new Set(),
      succeeded: false,
      hasOtherRecords: false,
    });
    await this.rerun(this.runs.length - 1, jobs, fault);
  }

  /** Runs the next attempt of a run. */
  async rerun(index: number, jobs: readonly WorkflowJob[], fault?: StepFault): Promise<void> {
    const run = this.runs[index];
    assert.ok(run);
    run.hasOtherRecords ||= formatRecords(jobs) !== formatRecords(run.jobs);
    run.jobs = jobs;
    run.attempt++;
    run.repositoryNames.add(this.#name);
    run.succeeded = true;
    if (this.#expected.getReleaseDataset(run.id) === undefined)
      this.#expected.addRelease(run.id, await mintDataset(this.#api, this.#job.seed.organisation, 'Input'));
    this.log.push(`run ${run.id}, attempt ${run.attempt}: ${JSON.stringify({ jobs, fault })}`);
    let firstStep = 0;
    for (const job of jobs) {
      const ofJob = fault && { ...fault, step: fault.step - firstStep };
      if (!(await this.#runJob(run, job, ofJob))) run.succeeded = false;
      firstStep += job.steps.length;
    }
  }

  /** Runs the steps of a job until one fails. @returns whether all succeeded. */
  async #runJob(run: WorkflowRun, job: WorkflowJob, fault: StepFault | undefined): Promise<boolean> {
    const { sandbox } = this.#job;
    const runner = await Runner.start({
      PROVENA_ENDPOINTS: JSON.stringify(sandbox.endpoints),
      PROVENA_OFFLINE_TOKEN: sandbox.users.modeller.offlineToken,
      AWS_ENDPOINT_URL_S3: sandbox.s3,
    });
    try {
      for (const [position, step] of job.steps.entries()) {
        const ordinal = job.steps.slice(0, position).filter(({ id }) => id === step.id).length;
        const stepFault = fault?.step === position ? fault : undefined;
        if (!(await this.#runStep(runner, { run, job, step, ordinal, fault: stepFault }))) return false;
      }
      return true;
    } finally {
      await runner.stop();
    }
  }

  /** Repeats failed runs until they succeed, and compares the registry with what is expected. */
  async assertConsistent(): Promise<void> {
    for (const [index, run] of this.runs.entries()) {
      if (!run.succeeded) await this.rerun(index, run.jobs);
      assert.ok(run.succeeded, `run ${run.id} fails without a fault`);
    }
    await this.#expected.assertRecorded(this.runs);
  }

  async #runStep(runner: Runner, { run, job, step, ordinal, fault }: StepExecution): Promise<boolean> {
    const identity = [run.id, job.name, job.matrixIndex, step.id, ordinal, step.action].join('/');
    const stopFault = this.#startFault(step, fault);
    const result = await runner.runStep(step.action, {
      ...createStepInputs(step, identity, {
        job: this.#job,
        ...this.#items,
        released: this.#expected.getReleaseDataset(run.id) ?? '',
      }),
      ...(fault?.kind === 'cancel' ? { cancelAfterMs: fault.afterMs } : {}),
      ...(fault?.kind === 'kill' ? { timeoutMs: fault.afterMs } : {}),
      env: {
        GITHUB_REPOSITORY: this.#name,
        GITHUB_REPOSITORY_ID: REPOSITORY_ID,
        GITHUB_RUN_ID: run.id,
        GITHUB_RUN_ATTEMPT: String(run.attempt),
        GITHUB_JOB: job.name,
        GITHUB_ACTION: step.id,
        'INPUT_JOB-INDEX': String(job.matrixIndex),
      },
    });
    stopFault();
    this.log.push(`${identity}: exit code ${result.exitCode}\n${result.log}`);
    await this.#expected.addStep(run, step, identity, result);
    return result.exitCode === 0;
  }

  #startFault(step: Step, fault: StepFault | undefined): () => void {
    const { sandbox } = this.#job;
    if (fault?.kind === 'failed lodge') {
      return sandbox.injectFault({ fault: 'fail-lodge', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
    }
    const path = fault?.kind === 'lost response' ? CREATION_PATHS[step.action] : undefined;
    if (path === undefined) return () => {};
    return sandbox.injectFault({ fault: 'lose-answer', path, times: 1 });
  }
}

async function createModel(api: CheckedClient, name: string): Promise<string> {
  const created = await api.call('registry', 'POST', '/registry/entity/model/create', {
    display_name: name,
    name,
    description: 'A model.',
    documentation_url: 'https://example.org/docs',
    source_url: 'https://example.org/source',
  });
  return String(assumeType<{ id: string }>(created['created_item']).id);
}

const CREATION_PATHS: Readonly<Record<Step['action'], string>> = {
  'mint-dataset': '/register/mint-dataset',
  'register-model-run': '/model_run/register_batch',
  'record-run': '/model_run/register_batch',
  'register-item': '/registry/agent/organisation/create',
  'update-item': '/registry/entity/model/update',
  'version-item': '/registry/entity/model/version',
  'request-release': '/release/approval-request',
};

/** The records of each step, without their order. */
function formatRecords(jobs: readonly WorkflowJob[]): string {
  return JSON.stringify(
    jobs.map(({ steps }) => steps.map((step) => ('records' in step ? step.records.toSorted() : []))),
  );
}
