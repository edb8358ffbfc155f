import assert from 'node:assert/strict';
import { type Attempt, findLeaks, type Pipeline } from './pipeline.ts';

/** Checks the records and logs of a pipeline after its last attempt. */
export async function assertConsistent(pipeline: Pipeline, attempts: readonly Attempt[]): Promise<void> {
  const last = attempts.at(-1);
  const steps = attempts.flatMap((attempt) => attempt.steps);
  const attemptLog = steps
    .map((step, i) => `--- step ${i + 1}, exit code ${step.exitCode}\n${step.log}`)
    .join('\n');
  assert.ok(last?.ok, `the last attempt failed\n${attemptLog}`);
  assert.ok(!steps.some((step) => step.timedOut), `a step hung\n${attemptLog}`);
  const { datasets, modelRuns } = await pipeline.findRecords();
  assert.deepEqual(datasets, [last.dataset], `datasets\n${attemptLog}`);
  assert.deepEqual(modelRuns, [last.modelRun], `model runs\n${attemptLog}`);
  const datasetIds = attempts.flatMap((attempt) => attempt.dataset ?? []);
  assert.deepEqual(
    [...new Set(datasetIds)],
    [last.dataset],
    `an attempt set another dataset-id\n${attemptLog}`,
  );
  assert.deepEqual(steps.flatMap(findLeaks), [], 'a secret was shown');
  for (const step of steps.filter(({ exitCode }) => exitCode === 1)) {
    const message = step.lastMessage;
    assert.match(message, /\nHelp: /, `a step ended without a clear last line\n${step.log}`);
    assert.doesNotMatch(message, /this is a bug/, message);
  }
}
