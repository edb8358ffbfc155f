import assert from 'node:assert/strict';
import { UserError } from '../problem.ts';
import { readSource, type Source } from '../text/source.ts';

/** What a person is told of what is refused: a line for each problem. Fails where nothing is. */
export async function getErrorLines(action: () => unknown): Promise<readonly string[]> {
  try {
    await action();
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message.split('\n');
  }
  return assert.fail('nothing was refused');
}

/** A document of the workspace. */
export async function readTestFile(name: string, text: string): Promise<Source> {
  return readSource({ name, file: name, text });
}
