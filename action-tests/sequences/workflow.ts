import fc from 'fast-check';

/** A job. Jobs of a matrix, and of a reusable workflow that is called twice, have the same name. */
export interface WorkflowJob {
  readonly name: string;
  /** Input `job-index`. It also names the call of a reusable workflow. */
  readonly matrixIndex: number | string;
  readonly steps: readonly Step[];
}

/** A fault that is injected into one step of an attempt. */
export interface StepFault {
  readonly kind: 'lost response' | 'failed lodge' | 'cancel' | 'kill';
  /** Number of the step in the attempt, from 0. */
  readonly step: number;
  readonly afterMs: number;
}

const content = fc.integer({ min: 0, max: 3 });
/** `__run` is the id that the steps of a composite action share. */
const stepId = fc.constantFrom('first', 'second', '__run');

const records = fc.array(content, { minLength: 1, maxLength: 4 });

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      action: fc.constant('mint-dataset' as const),
      id: stepId,
      content,
      /** True if the document has reserved fields, as if it was copied from an item. */
      isCopy: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ action: fc.constant('register-model-run' as const), id: stepId, records }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      action: fc.constant('record-run' as const),
      id: stepId,
      records,
      /** True if the step runs the command that writes the files. */
      hasCommand: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      action: fc.constant('register-item' as const),
      id: stepId,
      item: content,
      /** Number of the folder of the document. */
      folder: fc.integer({ min: 0, max: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('update-item' as const), id: stepId }) },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('version-item' as const), id: stepId }) },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('request-release' as const), id: stepId }) },
);

type ValueOf<A> = A extends fc.Arbitrary<infer Value> ? Value : never;

/** A step of a workflow. A number identifies content: equal numbers are equal documents. */
export type Step = Readonly<ValueOf<typeof step>>;

const steps = fc.array(step, { minLength: 1, maxLength: 3 });

/**
 * One job; two jobs; a matrix; or a reusable workflow that is called twice, with different documents or with equal ones and
 * the name of the call in `job-index`.
 */
export const workflowJobs: fc.Arbitrary<readonly WorkflowJob[]> = fc.oneof(
  steps.map((list) => [{ name: 'run', matrixIndex: 0, steps: list }]),
  fc.tuple(steps, steps).map(([one, other]) => [
    { name: 'run', matrixIndex: 0, steps: one },
    { name: 'publish', matrixIndex: 0, steps: other },
  ]),
  steps.map((list) => [0, 1].map((matrixIndex) => ({ name: 'run', matrixIndex, steps: list }))),
  steps.map((list) =>
    [0, 10].map((offset) => ({ name: 'call', matrixIndex: 0, steps: list.map((one) => shift(one, offset)) })),
  ),
  steps.map((list) =>
    ['north', 'south'].map((caller) => ({ name: 'call', matrixIndex: caller, steps: list })),
  ),
);

export const stepFault: fc.Arbitrary<StepFault | undefined> = fc.option(
  fc.record({
    kind: fc.constantFrom(
      'lost response' as const,
      'failed lodge' as const,
      'cancel' as const,
      'kill' as const,
    ),
    step: fc.integer({ min: 0, max: 3 }),
    afterMs: fc.integer({ min: 20, max: 700 }),
  }),
  { nil: undefined, freq: 2 },
);

/** What differs between the documents of two attempts. */
export const changes = fc.constantFrom('nothing', 'reverse', 'grow', 'shrink', 'repeat', 'move');

/** The jobs with changed lists and paths, as a re-run after a changed input can have them. */
export function change(jobs: readonly WorkflowJob[], by: string): readonly WorkflowJob[] {
  return jobs.map((job) => ({ ...job, steps: job.steps.map((one) => changeStep(one, by)) }));
}

function changeStep(one: Step, by: string): Step {
  if (one.action === 'register-item') return by === 'move' ? { ...one, folder: one.folder + 1 } : one;
  if (one.action !== 'register-model-run' && one.action !== 'record-run') return one;
  const { records } = one;
  if (by === 'reverse') return { ...one, records: records.toReversed() };
  if (by === 'grow') return { ...one, records: [Math.max(...records) + 1, ...records] };
  if (by === 'shrink') return { ...one, records: records.length > 1 ? records.slice(1) : records };
  return by === 'repeat' ? { ...one, records: [...records, ...records.slice(0, 1)] } : one;
}

/** Other documents for the second call of a reusable workflow; equal ones are one creation by design. */
function shift(one: Step, offset: number): Step {
  if (one.action === 'mint-dataset') return { ...one, content: one.content + offset };
  if (one.action === 'register-model-run' || one.action === 'record-run')
    return { ...one, records: one.records.map((record) => record + offset) };
  if (one.action === 'register-item') return { ...one, item: one.item + offset };
  return { action: 'mint-dataset', id: one.id, content: offset, isCopy: false };
}
