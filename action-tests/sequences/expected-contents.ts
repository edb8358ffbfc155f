import assert from 'node:assert/strict';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import type { StepResult } from '../black-box/runner.ts';
import type { CheckedClient, TestJob } from '../black-box/test-job.ts';
import { assertCounts, type Creator, ExpectedState } from './expected-state.ts';
import { formatItemName } from './step-inputs.ts';
import type { Step } from './workflow.ts';
import { countByRun, listRecordedItems, type RecordedItem, type WorkflowRun } from './workflow-run.ts';

/** Handles of the models that every workflow run updates, and creates versions of. */
export interface SharedModels {
  readonly updated: string;
  readonly versioned: string;
}

/** One attempt of a step. */
interface StepAttempt extends Creator {
  readonly run: WorkflowRun;
  readonly result: StepResult;
}

/** The expected contents of the sandbox after the steps of workflow runs. */
export class ExpectedContents {
  readonly #api: CheckedClient;
  readonly #seed: TestJob['seed'];
  readonly #models: SharedModels;
  readonly #datasets = new ExpectedState();
  readonly #modelRuns = new ExpectedState();
  readonly #items = new Set<string>();
  readonly #confirmedItems = new Set<string>();
  readonly #updates = new ExpectedState();
  readonly #versions = new ExpectedState();
  /** By run: the dataset that it releases, and whether a request succeeded. */
  readonly #releases = new Map<string, { readonly dataset: string; isRequested: boolean }>();

  constructor(api: CheckedClient, seed: TestJob['seed'], models: SharedModels) {
    this.#api = api;
    this.#seed = seed;
    this.#models = models;
  }

  /** The dataset whose release a run requests; undefined before {@link addRelease}. */
  getReleaseDataset(runId: string): string | undefined {
    return this.#releases.get(runId)?.dataset;
  }

  /** Sets the dataset whose release a run requests. */
  addRelease(runId: string, dataset: string): void {
    this.#releases.set(runId, { dataset, isRequested: false });
  }

  /** Adds what a step has, or may have, written. */
  async addStep(run: WorkflowRun, step: Step, identity: string, result: StepResult): Promise<void> {
    const attempt = { run, identity, result, hasSucceeded: result.exitCode === 0 };
    switch (step.action) {
      case 'mint-dataset':
        return this.#addDataset(attempt, `Dataset ${step.content}`);
      case 'register-model-run':
        return this.#addModelRuns(
          attempt,
          step.records.map((record) => `Run ${record}`),
        );
      case 'record-run':
        this.#addRecordedDatasets(attempt, step.records);
        return this.#addModelRuns(
          attempt,
          step.records.map((record) => `Recorded run ${record}`),
        );
      case 'register-item':
        this.#items.add(formatItemName(step.item));
        if (attempt.hasSucceeded) this.#confirmedItems.add(formatItemName(step.item));
        return;
      case 'update-item':
        return this.#updates.addRecords(attempt, [identity]);
      case 'version-item':
        return this.#addVersion(attempt);
      case 'request-release':
        return this.#addReleaseRequest(attempt);
    }
  }

  #addDataset(attempt: StepAttempt, name: string): void {
    this.#datasets.addRecords(attempt, [name]);
    const id = attempt.result.outputs['dataset-id'];
    if (id) this.#datasets.addId(`${attempt.identity}: ${name}`, id);
  }

  async #addModelRuns(attempt: StepAttempt, names: readonly string[]): Promise<void> {
    this.#modelRuns.addRecords(attempt, names);
    if (attempt.hasSucceeded) await this.#assertRunsOfStep(attempt.run, names, attempt.result);
  }

  /** Equal datasets of a step are one. */
  #addRecordedDatasets(attempt: StepAttempt, records: readonly number[]): void {
    const { run, identity, result } = attempt;
    const names = [...new Set(records)].map((record) => `Recorded dataset ${record}`);
    this.#datasets.addRecords(attempt, names);
    // Steps of one id that exchange records between attempts cannot be distinguished, so only numbers are compared then.
    if (run.hasOtherRecords) return;
    const ids: string[] = JSON.parse(result.outputs['dataset-ids'] ?? '[]');
    for (const [i, id] of ids.entries()) this.#datasets.addId(`${identity}: ${names[i]}`, id);
  }

  #addVersion(attempt: StepAttempt): void {
    this.#versions.addRecords(attempt, ['Versioned model']);
    const id = attempt.result.outputs['id'];
    if (attempt.hasSucceeded && id) this.#versions.addId(attempt.identity, id);
  }

  #addReleaseRequest({ run, hasSucceeded }: StepAttempt): void {
    const release = this.#releases.get(run.id);
    if (release && hasSucceeded) release.isRequested = true;
  }

  /** Compares the registry with what is expected after all runs have succeeded. */
  async assertRecorded(runs: readonly WorkflowRun[]): Promise<void> {
    const datasets = (await this.#list('entity/dataset')).filter(({ name }) => name !== 'Input');
    assertCounts(countByRun(datasets, runs), this.#datasets.countByRun(), 'datasets');
    const modelRuns = await this.#list('activity/model_run');
    assertCounts(countByRun(modelRuns, runs), this.#modelRuns.countByRun(), 'model runs');
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
    await this.#assertUpdates(runs);
    await this.#assertReleases();
    const versions = (await this.#list('entity/model')).filter(
      ({ id, name }) => name === 'Versioned model' && id !== this.#models.versioned,
    );
    assertCounts(countByRun(versions, runs), this.#versions.countByRun(), 'versions');
  }

  /** The ids of a step are of its own records; in their order, unless an earlier attempt has sent some of them. */
  async #assertRunsOfStep(
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

  async #assertUpdates(runs: readonly WorkflowRun[]): Promise<void> {
    const item = await this.#api.item('entity/model', this.#models.updated);
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
      const max = runs.find(({ id }) => key.startsWith(id))?.attempt ?? 0;
      // A later update of another step is overwritten when a run is repeated, so each attempt may write once.
      assert.ok(count <= max, `${count} updates by ${key} in ${max} attempts`);
    }
    for (const [key, { min }] of this.#updates.countByRun()) {
      assert.ok((actual.get(key) ?? 0) >= min, `update by ${key} is missing`);
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

  #list(kind: string): Promise<RecordedItem[]> {
    return listRecordedItems(this.#api, this.#seed, kind);
  }
}
