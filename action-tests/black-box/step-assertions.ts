import assert from 'node:assert/strict';
import type { StepResult } from './runner.ts';

/** Checks that a step failed, and that its last annotation has this message. */
export function assertFailed(step: StepResult, message: RegExp): void {
  assert.equal(step.exitCode, 1, step.log);
  assert.match(step.lastMessage, message);
}
