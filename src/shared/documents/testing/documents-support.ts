import assert from 'node:assert/strict';
import * as z from 'zod/mini';
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

/** The message of the error that a call throws. Fails if it throws none. */
export async function getErrorMessage(action: () => unknown): Promise<string> {
  return (await getErrorLines(action)).join('\n');
}

/** A schema with a field of each sort. */
export const RunSchema = z.strictObject({
  display_name: z.string().check(z.minLength(1)),
  status: z.optional(z.enum(['DRAFT', 'FINAL'])),
  inputs: z.array(
    z.strictObject({ dataset_id: z.string(), resources: z.optional(z.record(z.string(), z.string())) }),
  ),
});

/** A document of the workspace. */
export async function readTestFile(name: string, text: string): Promise<Source> {
  return readSource({ name, file: name, text });
}
