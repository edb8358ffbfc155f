import assert from 'node:assert/strict';
import { UserError } from '../problem.ts';
import { readSource, type Source } from '../text/source.ts';

/** The lines of the error that a call throws, one for each problem. Fails if it throws none. */
export async function getErrorLines(action: () => unknown): Promise<readonly string[]> {
  try {
    await action();
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message.split('\n');
  }
  return assert.fail('nothing was rejected');
}

/** A document of the workspace. */
export async function readTestFile(name: string, text: string): Promise<Source> {
  return readSource({ name, file: name, text });
}
