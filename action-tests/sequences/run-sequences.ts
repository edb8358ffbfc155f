import fc from 'fast-check';
import { startJob, type TestJob } from '../black-box/test-job.ts';
import { Repository } from './repository.ts';
import { change, changes, stepFault, workflowJobs } from './workflow.ts';

type Command = fc.AsyncCommand<object, Repository>;

const startRun = fc.tuple(workflowJobs, stepFault).map(
  ([jobs, fault]): Command => ({
    check: () => true,
    run: (_, repository) => repository.startRun(jobs, fault),
    toString: () => `start a run: ${JSON.stringify({ jobs, fault })}`,
  }),
);

const rerun = fc.tuple(changes, stepFault, fc.nat(2)).map(
  ([by, fault, back]): Command => ({
    check: () => true,
    async run(_, repository) {
      const index = repository.runs.length - 1 - back;
      const run = repository.runs[index];
      if (run) await repository.rerun(index, change(run.jobs, by), fault);
    },
    toString: () =>
      `re-run ${back === 0 ? 'the last run' : `the run ${back} before the last`}: ${JSON.stringify({ by, fault })}`,
  }),
);

const rename = fc.constant<Command>({
  check: () => true,
  run: async (_, repository) => repository.rename(),
  toString: () => 'rename the repository',
});

// The commands have different types of parameters, which `fc.commands` does not use.
const sequences = fc.commands([startRun, rerun, rerun, rename] as fc.Arbitrary<Command>[], {
  maxCommands: 6,
  size: 'max',
});

export interface SequenceOptions {
  /** Number of sequences. */
  readonly count: number;
  readonly seed: number;
  /** Path of fast-check, to repeat one failed sequence. */
  readonly path?: string;
}

/**
 * Runs random sequences of workflow runs against sandboxes, and compares the registry with the expected state after each.
 * @throws Error with seed, path, commands and logs of the first sequence that fails.
 */
export async function runSequences({ count, seed, path }: SequenceOptions): Promise<void> {
  let job: TestJob | undefined;
  try {
    job = await startJob();
    const shared = job;
    await fc.assert(
      fc.asyncProperty(sequences, async (commands) => {
        const repository = await Repository.create(shared);
        try {
          await fc.asyncModelRun(async () => ({ model: {}, real: repository }), commands);
          await repository.assertConsistent();
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          throw new Error(`${message}\n${repository.log.join('\n')}`, { cause: error });
        }
      }),
      {
        numRuns: count,
        seed,
        endOnFailure: true,
        includeErrorInReport: true,
        ...(path === undefined ? {} : { path }),
      },
    );
  } finally {
    await job?.stop();
  }
}
