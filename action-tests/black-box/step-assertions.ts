import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { StepResult } from './runner.ts';

/** Checks that a step failed, and that the message of its last annotation matches all patterns. */
export function assertFailed(step: StepResult, ...patterns: readonly RegExp[]): void {
  assert.equal(step.exitCode, 1, step.log);
  for (const pattern of patterns) assert.match(step.lastMessage, pattern);
}

/** Waits for a step that has to succeed. @throws AssertionError with its log otherwise. */
export async function expectSuccess(step: Promise<StepResult>): Promise<StepResult> {
  const result = await step;
  assert.equal(result.exitCode, 0, result.log);
  return result;
}

/** Checks some outputs of a step; an expected `undefined` means that the step does not set the output. */
export function assertOutputs(
  { outputs, log }: StepResult,
  expected: Readonly<Record<string, string | undefined>>,
): void {
  const actual = Object.fromEntries(Object.keys(expected).map((name) => [name, outputs[name]]));
  assert.deepEqual(actual, expected, `outputs ${inspect(actual)}, expected ${inspect(expected)}\n${log}`);
}
