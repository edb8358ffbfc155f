import assert from 'node:assert/strict';
import { type Attempt, findLeaks, type Pipeline } from './pipeline.ts';

/** Checks the records and logs of a pipeline after its last attempt. */
export async function assertConsistent(pipeline: Pipeline, attempts: readonly Attempt[]): Promise<void> {
  const last = attempts.at(-1);
  const steps = attempts.flatMap((attempt) => attempt.steps);
  const story = steps
    .map((step, i) => `--- step ${i + 1}, exit code ${step.exitCode}\n${step.log}`)
    .join('\n');
  assert.ok(last?.ok, `the last attempt failed\n${story}`);
  assert.ok(!steps.some((step) => step.timedOut), `a step hung\n${story}`);
  const { datasets, modelRuns } = await pipeline.findRecords();
  assert.deepEqual(datasets, [last.dataset], `datasets\n${story}`);
  assert.deepEqual(modelRuns, [last.modelRun], `model runs\n${story}`);
  const handedOn = attempts.flatMap((attempt) => attempt.dataset ?? []);
  assert.deepEqual([...new Set(handedOn)], [last.dataset], `an attempt set another dataset-id\n${story}`);
  assert.deepEqual(steps.flatMap(findLeaks), [], 'a secret was shown');
  for (const step of steps.filter(({ exitCode }) => exitCode === 1)) {
    const message = step.annotations.at(-1)?.message ?? '';
    assert.match(message, /\nHelp: /, `a step ended without a clear last line\n${step.log}`);
    assert.doesNotMatch(message, /this is a bug/, message);
  }
}
