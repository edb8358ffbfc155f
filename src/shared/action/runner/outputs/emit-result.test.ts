import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createRecordingLog } from '../../testing/recording-log.ts';
import { createStepEnvironment } from '../../testing/step-environment.ts';
import type { StepFailedError } from '../step-failed-error.ts';
import { emitResult } from './emit-result.ts';
import type { Outputs, OutputValue } from './outputs.ts';

const LARGE = 'x'.repeat(128 * 1024);

/** Emits a result as a step does, and reads what it wrote. */
async function emit(result: OutputValue, path?: string, prepare: (workspace: string) => void = () => {}) {
  using environment = createStepEnvironment();
  prepare(environment.workspace);
  const log = createRecordingLog();
  const values: Outputs<'item'>[] = [];
  const setOutputs = (outputs: Outputs<'item'>) => void values.push(outputs);
  const written = await emitResult('item', result, path, { ...environment, log, setOutputs });
  const text = written === undefined ? undefined : readFileSync(written, 'utf8');
  return { value: values[0]?.item, path: written, text, lines: log.lines, environment };
}

suite('emitResult', () => {
  test('emitResult returns a small result as a value and writes no file', async () => {
    const { value, path } = await emit({ id: '1/2' });
    assert.deepEqual(value, { id: '1/2' });
    assert.equal(path, undefined);
  });

  test('emitResult also writes the file when input path is set', async () => {
    const { value, path, text, environment } = await emit({ id: '1/2' }, 'out/item.json');
    assert.deepEqual(value, { id: '1/2' });
    assert.equal(path, join(environment.workspace, 'out/item.json'));
    assert.equal(text, '{\n  "id": "1/2"\n}\n');
  });

  test('emitResult writes text as it is', async () => {
    const { text } = await emit('a,b\n1,2\n', 'table.csv');
    assert.equal(text, 'a,b\n1,2\n');
  });

  test('emitResult writes a large result to a temporary file, without a value and with a warning', async () => {
    const { value, path, text, lines, environment } = await emit([LARGE]);
    assert.equal(value, undefined);
    assert.equal(path, join(environment.temporary, 'provena-step-item.json'));
    assert.deepEqual(JSON.parse(text ?? ''), [LARGE]);
    assert.match(lines.join('\n'), /^warning: Output item has \d+ characters, .* The value is in /);
  });

  test('emitResult writes a large result to input path when it is set', async () => {
    const { path, text, environment } = await emit(LARGE, 'large.txt');
    assert.equal(path, join(environment.workspace, 'large.txt'));
    assert.equal(text, LARGE);
  });

  test('emitResult fails and names the input when the path is a folder', async () => {
    await assert.rejects(
      emit('text', 'folder', (workspace) => mkdirSync(join(workspace, 'folder'))),
      (error: StepFailedError) =>
        error.anchor === 'file-not-writable' &&
        /^input path: folder cannot be written: it is a folder$/.test(error.message),
    );
  });

  test('emitResult sets the output of any size when the file cannot be written', async () => {
    for (const result of ['text', LARGE]) {
      const values: Outputs<'item'>[] = [];
      using environment = createStepEnvironment();
      mkdirSync(join(environment.workspace, 'folder'));
      await assert.rejects(
        emitResult('item', result, 'folder', {
          ...environment,
          log: createRecordingLog(),
          setOutputs: (outputs) => void values.push(outputs),
        }),
        /it is a folder/,
      );
      assert.deepEqual(values, [{ item: result }]);
    }
  });

  test('emitResult follows no link out of the workspace', {
    skip: process.platform === 'win32',
  }, async () => {
    await assert.rejects(
      emit('text', 'link/item.json', (workspace) => symlinkSync('/', join(workspace, 'link'))),
      /cannot be written: it is a symbolic link/,
    );
  });
});
