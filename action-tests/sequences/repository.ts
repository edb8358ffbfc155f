import assert from 'node:assert/strict';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { Runner, type StepResult } from '../black-box/runner.ts';
import { ApiClient, addReviewer, type Job, mintDataset } from '../black-box/test-job.ts';
import { assertCounts, ExpectedState } from './expected-state.ts';
import { createStepInputs, itemName } from './step-inputs.ts';
import type { Disturbance, Step, WorkflowJob } from './workflow.ts';

interface WorkflowRun {
  readonly id: string;
  jobs: readonly WorkflowJob[];
  attempt: number;
  /** Names that the repository had while the run wrote. */
  readonly repositoryNames: Set<string>;
  succeeded: boolean;
  /** True if the records of a step differ between attempts. */
  hasOtherRecords: boolean;
}

const ID = '660001';

/** A repository whose workflow runs record in a sandbox, with the state that is expected there. */
export class Repository {
  readonly runs: WorkflowRun[] = [];
  readonly log: string[] = [];
  readonly #job: Job;
  readonly #api: ApiClient;
  readonly #datasets = new ExpectedState();
  readonly #modelRuns = new ExpectedState();
  readonly #items = new Set<string>();
  readonly #confirmedItems = new Set<string>();
  readonly #updates = new ExpectedState();
  readonly #versions = new ExpectedState();
  /** The dataset that a run releases, and whether a request succeeded. */
  readonly #releases = new Map<string, { readonly dataset: string; isRequested: boolean }>();
  #name = 'reef/models';
  #input = '';
  #updated = '';
  #versioned = '';

  private constructor(job: Job) {
    this.#job = job;
    this.#api = new ApiClient(job.sandbox);
  }

  /** @param job Its sandbox is reset. */
  static async create(job: Job): Promise<Repository> {
    await job.sandbox.reset();
    const repository = new Repository(job);
    repository.#input = await mintDataset(repository.#api, job.seed.organisation, 'Input');
    await addReviewer(job.sandbox, job.seed.person);
    repository.#updated = await repository.#createModel('Updated model');
    repository.#versioned = await repository.#createModel('Versioned model');
    return repository;
  }

  rename(): void {
    this.#name = `reef/models-${this.log.length}`;
    this.log.push(`rename to ${this.#name}`);
  }

  async startRun(jobs: readonly WorkflowJob[], disturbance: Disturbance | undefined): Promise<void> {
    const id = String(9000 + this.runs.length);
    this.runs.push({
      id,
      jobs,
      attempt: 0,
      repositoryNames: new Set(),
      succeeded: false,
      hasOtherRecords: false,
    });
    await this.rerun(this.runs.length - 1, jobs, disturbance);
  }

  /** Runs the next attempt of a run. */
  async rerun(index: number, jobs: readonly WorkflowJob[], disturbance?: Disturbance): Promise<void> {
    const run = this.runs[index];
    assert.ok(run);
    run.hasOtherRecords ||= formatRecords(jobs) !== formatRecords(run.jobs);
    run.jobs = jobs;
    run.attempt++;
    run.repositoryNames.add(this.#name);
    run.succeeded = true;
    if (!this.#releases.has(run.id)) {
      const dataset = await mintDataset(this.#api, this.#job.seed.organisation, 'Input');
      this.#releases.set(run.id, { dataset, isRequested: false });
    }
    this.log.push(`run ${run.id}, attempt ${run.attempt}: ${JSON.stringify({ jobs, disturbance })}`);
    let step = 0;
    for (const job of jobs) {
      const runner = await Runner.start({
        PROVENA_ENDPOINTS: JSON.stringify(this.#job.sandbox.endpoints),
        PROVENA_OFFLINE_TOKEN: this.#job.sandbox.users.modeller.offlineToken,
        AWS_ENDPOINT_URL_S3: this.#job.sandbox.s3,
      });
      try {
        for (const [position, one] of job.steps.entries()) {
          const ordinal = job.steps.slice(0, position).filter(({ id }) => id === one.id).length;
          const hasSucceeded = await this.#runStep(runner, run, job, one, ordinal, {
            ...(disturbance && disturbance.step === step ? { disturbance } : {}),
          });
          step++;
          if (hasSucceeded) continue;
          run.succeeded = false;
          break;
        }
      } finally {
        await runner.stop();
      }
    }
  }

  /** Repeats failed runs until they succeed, and compares the registry with what is expected. */
  async assertConsistent(): Promise<void> {
    for (const [index, run] of this.runs.entries()) {
      if (!run.succeeded) await this.rerun(index, run.jobs);
      assert.ok(run.succeeded, `run ${run.id} fails without a disturbance`);
    }
    const datasets = (await this.#list('entity/dataset')).filter(({ name }) => name !== 'Input');
    assertCounts(this.#countByRun(datasets), this.#datasets.countByRun(), 'datasets');
    const modelRuns = await this.#list('activity/model_run');
    assertCounts(this.#countByRun(modelRuns), this.#modelRuns.countByRun(), 'model runs');
    const organisations = (await this.#list('agent/organisation')).filter(({ name }) =>
      name.startsWith('Item '),
    );
    assert.deepEqual(
      organisations.map(({ name }) => name).sort(),
      [...new Set(organisations.map(({ name }) => name))].sort(),
    );
    for (const name of this.#confirmedItems) {
      assert.ok(
        organisations.some((item) => item.name === name),
        `${name} is missing`,
      );
    }
    for (const { name } of organisations) assert.ok(this.#items.has(name), `${name} was not expected`);
    await this.#assertUpdates();
    await this.#assertReleases();
    const versions = (await this.#list('entity/model'))
      .filter(({ name }) => name === 'Versioned model')
      .slice(0);
    const written = versions.filter(({ id }) => id !== this.#versioned);
    assertCounts(this.#countByRun(written), this.#versions.countByRun(), 'versions');
  }

  async #runStep(
    runner: Runner,
    run: WorkflowRun,
    job: WorkflowJob,
    step: Step,
    ordinal: number,
    { disturbance }: { disturbance?: Disturbance },
  ): Promise<boolean> {
    const identity = [run.id, job.name, job.matrixIndex, step.id, ordinal, step.action].join('/');
    const stopFault = this.#startFault(step, disturbance);
    const result = await runner.runStep(step.action, {
      ...createStepInputs(step, identity, {
        job: this.#job,
        input: this.#input,
        updated: this.#updated,
        versioned: this.#versioned,
        released: this.#releases.get(run.id)?.dataset ?? '',
      }),
      ...(disturbance?.kind === 'cancel' ? { cancelAfterMs: disturbance.afterMs } : {}),
      ...(disturbance?.kind === 'kill' ? { timeoutMs: disturbance.afterMs } : {}),
      env: {
        GITHUB_REPOSITORY: this.#name,
        GITHUB_REPOSITORY_ID: ID,
        GITHUB_RUN_ID: run.id,
        GITHUB_RUN_ATTEMPT: String(run.attempt),
        GITHUB_JOB: job.name,
        GITHUB_ACTION: step.id,
        'INPUT_JOB-INDEX': String(job.matrixIndex),
      },
    });
    stopFault();
    this.log.push(`${identity}: exit code ${result.exitCode}\n${result.log}`);
    await this.#note(run, step, identity, result);
    return result.exitCode === 0;
  }

  #startFault(step: Step, disturbance: Disturbance | undefined): () => void {
    const { sandbox } = this.#job;
    if (disturbance?.kind === 'failed lodge') {
      return sandbox.injectFault({ fault: 'fail-lodge', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
    }
    const path = disturbance?.kind === 'lost response' ? CREATION_PATHS[step.action] : undefined;
    if (path === undefined) return () => {};
    return sandbox.injectFault({ fault: 'lose-answer', path, times: 1 });
  }

  async #note(run: WorkflowRun, step: Step, identity: string, result: StepResult): Promise<void> {
    const hasSucceeded = result.exitCode === 0;
    if (step.action === 'mint-dataset') {
      const name = `Dataset ${step.content}`;
      this.#datasets.note(run.id, identity, [name], hasSucceeded);
      const id = result.outputs['dataset-id'];
      if (id) this.#datasets.noteId(`${identity}: ${name}`, id);
    } else if (step.action === 'register-model-run') {
      const names = step.records.map((record) => `Run ${record}`);
      this.#modelRuns.note(run.id, identity, names, hasSucceeded);
      if (hasSucceeded) await this.#assertOwnRuns(run, names, result);
    } else if (step.action === 'record-run') {
      const names = step.records.map((record) => `Recorded run ${record}`);
      this.#modelRuns.note(run.id, identity, names, hasSucceeded);
      // Equal datasets of a step are one.
      const datasets = [...new Set(step.records)].map((record) => `Recorded dataset ${record}`);
      this.#datasets.note(run.id, identity, datasets, hasSucceeded);
      const ids: string[] = JSON.parse(result.outputs['dataset-ids'] ?? '[]');
      // Steps of one id that exchange records between attempts cannot be distinguished, so only numbers are compared then.
      if (!run.hasOtherRecords)
        for (const [i, id] of ids.entries()) this.#datasets.noteId(`${identity}: ${datasets[i]}`, id);
      if (hasSucceeded) await this.#assertOwnRuns(run, names, result);
    } else if (step.action === 'register-item') {
      this.#items.add(itemName(step.item));
      if (hasSucceeded) this.#confirmedItems.add(itemName(step.item));
    } else if (step.action === 'update-item') {
      this.#updates.note(run.id, identity, [identity], hasSucceeded);
    } else if (step.action === 'request-release') {
      const release = this.#releases.get(run.id);
      if (release && hasSucceeded) release.isRequested = true;
    } else {
      this.#versions.note(run.id, identity, ['Versioned model'], hasSucceeded);
      const id = result.outputs['id'];
      if (hasSucceeded && id) this.#versions.noteId(identity, id);
    }
  }

  /** The ids of a step are of its own records; in their order, unless an earlier attempt has sent some of them. */
  async #assertOwnRuns(
    { attempt }: WorkflowRun,
    names: readonly string[],
    result: StepResult,
  ): Promise<void> {
    const ids: string[] = JSON.parse(result.outputs['model-run-ids'] ?? '[]');
    assert.equal(new Set(ids).size, names.length, `${ids.length} ids for ${names.length} records`);
    const items = await Promise.all(ids.map((id) => this.#api.item('activity/model_run', id)));
    const actual = items.map((item) => String(item['display_name']));
    if (attempt === 1) assert.deepEqual(actual, names);
    else assert.deepEqual(actual.sort(), names.toSorted());
  }

  async #assertUpdates(): Promise<void> {
    const item = await this.#api.item('entity/model', this.#updated);
    // Entries of the history are objects with a reason.
    const history = item['history'] as readonly { readonly reason: string }[];
    const actual = new Map<string, number>();
    for (const { reason } of history) {
      const identity = /\d+\/\w+\/\w+\/\w+\/\d+\/update-item/.exec(reason)?.[0];
      if (identity === undefined) continue;
      const key = `${identity.split('/')[0]} ${identity}`;
      actual.set(key, (actual.get(key) ?? 0) + 1);
    }
    for (const [key, count] of actual) {
      const most = this.runs.find(({ id }) => key.startsWith(id))?.attempt ?? 0;
      // A later update of another step is overwritten when a run is repeated, so each attempt may write once.
      assert.ok(count <= most, `${count} updates by ${key} in ${most} attempts`);
    }
    for (const [key, { least }] of this.#updates.countByRun()) {
      assert.ok((actual.get(key) ?? 0) >= least, `update by ${key} is missing`);
    }
  }

  /** All requests of a run are for one dataset, whose release is requested once, by this run. */
  async #assertReleases(): Promise<void> {
    for (const [run, { dataset, isRequested }] of this.#releases) {
      const item = await this.#api.item('entity/dataset', dataset);
      const history = assumeType<readonly { notes: string }[]>(item['release_history'] ?? []);
      assert.ok(history.length <= 1, `${history.length} release requests by run ${run}`);
      assert.ok(!isRequested || history.length === 1, `the release request of run ${run} is missing`);
      for (const { notes } of history) assert.match(notes, new RegExp(`/runs/${run}\\b`));
    }
  }

  /** Number of items by run and name. The run is the one that the item records; it has to be one of this repository. */
  #countByRun(items: readonly RecordedItem[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { id, name, facts } of items) {
      const run = this.runs.find((one) => one.id === /\/runs\/(\d+)$/.exec(facts['ci_run_url'] ?? '')?.[1]);
      assert.ok(run, `${id} (${name}) records the run ${facts['ci_run_url']}`);
      assert.equal(facts['ci_repository_id'], ID, id);
      assert.ok(
        run.repositoryNames.has(facts['ci_repository'] ?? ''),
        `${id} records ${facts['ci_repository']}`,
      );
      counts.set(`${run.id} ${name}`, (counts.get(`${run.id} ${name}`) ?? 0) + 1);
    }
    return counts;
  }

  async #list(kind: string): Promise<RecordedItem[]> {
    const all = await this.#api.list('registry', `/registry/${kind}/list`);
    // Seeded items are those of the seed, which no step has written.
    const seeded = new Set<unknown>(Object.values(this.#job.seed));
    const items = all.filter(({ id }) => !seeded.has(id));
    return items.map((item) => {
      const record = assumeType<Record<string, unknown>>(item['record'] ?? {});
      return {
        id: String(item['id']),
        name: String(item['display_name']),
        // Texts by name, in both.
        facts: (record['annotations'] ?? item['user_metadata'] ?? {}) as Record<string, string>,
      };
    });
  }

  async #createModel(name: string): Promise<string> {
    const created = await this.#api.call('registry', 'POST', '/registry/entity/model/create', {
      display_name: name,
      name,
      description: 'A model.',
      documentation_url: 'https://example.org/docs',
      source_url: 'https://example.org/source',
    });
    return String(assumeType<{ id: string }>(created['created_item']).id);
  }
}

interface RecordedItem {
  readonly id: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, string>>;
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
