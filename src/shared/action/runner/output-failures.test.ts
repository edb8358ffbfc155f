import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { StepFailedError } from '../lifecycle/failure.ts';
import { StepOutputs } from './outputs.ts';

/** Sets environment variables until the test ends. */
function setEnvironment(context: TestContext, variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    context.after(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

function createJob(context: TestContext): { readonly folder: string; readonly output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'outputs-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const output = join(folder, 'output');
  writeFileSync(output, '');
  setEnvironment(context, { GITHUB_OUTPUT: output, RUNNER_TEMP: folder, GITHUB_ACTION: 'mint' });
  return { folder, output };
}

test('StepOutputs prints the value when the output cannot be set', {
  skip: !existsSync('/dev/full'),
}, (t) => {
  createJob(t);
  setEnvironment(t, { GITHUB_OUTPUT: '/dev/full' });
  const warnings: string[] = [];
  const outputs = new StepOutputs((message) => warnings.push(message));
  assert.throws(
    () => outputs.set({ 'dataset-id': '10378.1/1', bucket: 'b' }),
    (error) =>
      error instanceof StepFailedError &&
      error.anchor === 'file-not-writable' &&
      /dataset-id cannot be written: the disk is full/.test(error.message),
  );
  assert.deepEqual(
    warnings.map((line) => line.replace(/^.*: /, '')),
    ['10378.1/1', 'b'],
  );
});
