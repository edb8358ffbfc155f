import assert from 'node:assert/strict';
import type { ActOptions } from './act.ts';
import type { ActRun } from './act-run.ts';

/** The expected result of a workflow: number of runs by job, and outputs. */
export interface ExampleExpectation {
  readonly workflow: string;
  /** Ways to run it; few workflows need more than one. */
  readonly modes: readonly RunMode[];
  readonly jobs: Readonly<Record<string, number>>;
  readonly check: (run: ActRun) => void;
}

export interface RunMode {
  readonly uses: ActOptions['uses'];
  readonly event?: 'pull_request' | 'push';
  /** A pull request from a fork, without variables and secrets of the repository. */
  readonly isFork?: true;
}

const LOCAL: RunMode = { uses: 'local' };
const PUBLISHED: RunMode = { uses: 'published' };

/** In execution order: later examples may use records of earlier ones. */
export const EXAMPLES: readonly ExampleExpectation[] = [
  {
    workflow: 'examples/model-run.yml',
    modes: [LOCAL, PUBLISHED],
    jobs: { datasets: 1, scenario: 3, register: 1, lineage: 1 },
    check(run) {
      assert.equal(new Set(outputValues(run, 'dataset-id')).size, 4);
      assert.deepEqual(outputValues(run, 'uploaded').sort(), ['1', '2', '2', '2']);
      assert.equal(JSON.parse(outputValues(run, 'model-run-ids').at(-1) ?? '[]').length, 3);
      assert.match(
        run.log,
        /CO2 projection \(cubic trend\) \(dataset.*\n.*wasGeneratedBy CO2 with a cubic trend/,
      );
    },
  },
  {
    workflow: 'examples/single-run.yml',
    modes: [LOCAL],
    jobs: { 'run-model': 1 },
    check(run) {
      const [id] = outputValues(run, 'model-run-id');
      assert.match(id ?? '', /^10378\.1\/\d+$/);
      assert.ok(run.log.includes(`Registered ${id}`));
    },
  },
  {
    workflow: 'examples/record-run.yml',
    modes: [LOCAL],
    jobs: { record: 1 },
    check(run) {
      assert.equal(JSON.parse(outputValues(run, 'dataset-ids').at(-1) ?? '[]').length, 4);
      assert.equal(JSON.parse(outputValues(run, 'model-run-ids').at(-1) ?? '[]').length, 3);
      assert.match(
        run.log,
        /CO2 projection \(linear\) \(dataset.*\n.*wasGeneratedBy CO2 with a linear trend/,
      );
    },
  },
  {
    workflow: 'examples/rehearse.yml',
    modes: [
      { uses: 'local', event: 'pull_request', isFork: true },
      { uses: 'published', event: 'push' },
    ],
    jobs: { 'run-model': 1 },
    check(run) {
      assert.match(run.log, /✔ linked: the user is the person/);
      assert.match(run.log, /Registered 10378\.1\/\d+/);
    },
  },
  {
    workflow: 'examples/matrix.yml',
    modes: [LOCAL],
    jobs: { record: 1, scenario: 3, await: 1 },
    check(run) {
      const awaited = run.outputs.filter(({ job }) => job === 'await');
      const ids = awaited.find(({ name }) => name === 'model-run-ids')?.value ?? '[]';
      assert.ok(JSON.parse(ids).length >= 3, ids);
      const sessions = run.outputs
        .filter(({ job, step, name }) => job === 'scenario' && step === 'register' && name === 'session-id')
        .map(({ value }) => value);
      const results = awaited.find(({ name }) => name === 'results')?.value ?? '';
      assert.equal(new Set(sessions).size, 3);
      for (const session of sessions) assert.ok(results.includes(session), `${session} was not awaited`);
    },
  },
  {
    workflow: 'examples/records.yml',
    modes: [PUBLISHED],
    jobs: { records: 1, run: 3 },
    check(run) {
      assert.equal(new Set(outputValues(run, 'model-run-id')).size, 3);
    },
  },
  {
    workflow: 'examples/reuse.yml',
    modes: [PUBLISHED],
    jobs: { 'run-model': 1 },
    check(run) {
      assert.match(run.log, /Atmospheric CO2 at Mauna Loa.* is under https:\/\/creativecommons\.org/);
      assert.deepEqual(outputValues(run, 'downloaded'), ['1']);
      assert.match(run.log, /linear: 741 months/);
    },
  },
  {
    workflow: 'examples/report.yml',
    modes: [PUBLISHED],
    jobs: { report: 1 },
    check(run) {
      assert.match(run.log, /The document has \d{4,} bytes: .*How fast CO2 rises\.docx/);
      assert.match(run.log, /[1-9]\d* datasets, 1 models on the subject/);
      assert.match(run.log, /display_name.*\n(.*\n)*.*Input dataset id/);
    },
  },
  {
    workflow: 'examples/provenance-as-code.yml',
    modes: [LOCAL],
    jobs: { validate: 1, register: 1 },
    check(run) {
      assert.match(run.log, /The workflow template is 10378\.1\/\d+/);
    },
  },
  {
    workflow: 'examples/versions.yml',
    modes: [PUBLISHED],
    jobs: { version: 1 },
    check(run) {
      assert.match(run.log, /Version \d+ is 10378\.1\/\d+, changed (true|false)/);
    },
  },
];

function outputValues(run: ActRun, name: string): string[] {
  return run.outputs.filter((output) => output.name === name).map(({ value }) => value);
}
