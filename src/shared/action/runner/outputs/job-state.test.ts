import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createStepEnvironment, type StepEnvironment } from '../../testing/step-environment.ts';
import { StepFailedError } from '../step-failed-error.ts';
import { exportVariables, loadState, saveState } from './job-state.ts';

/** Creates an environment with the files of the runner for variables and state. */
function createEnvironment(): StepEnvironment & { read(name: string): string } {
  const environment = createStepEnvironment({ SET_BEFORE: 'old', NOT_SET: undefined });
  const at = (name: string): string => join(environment.temporary, name);
  for (const name of ['env', 'state']) writeFileSync(at(name), '');
  environment.set({ GITHUB_ENV: at('env'), GITHUB_STATE: at('state'), PROVENA_A: undefined });
  return { ...environment, read: (name) => readFileSync(at(name), 'utf8') };
}

suite('exportVariables', () => {
  test('exportVariables sets variables, and clears one without a value only when it is set', () => {
    using environment = createEnvironment();
    exportVariables({ PROVENA_A: 'one', SET_BEFORE: undefined, NOT_SET: undefined });
    const text = environment.read('env');
    assert.match(text, /^PROVENA_A<<(\S+)\none\n\1$/m);
    assert.match(text, /^SET_BEFORE<<(\S+)\n\n\1$/m);
    assert.doesNotMatch(text, /NOT_SET/);
  });

  test('exportVariables and saveState fail with the reason when the file of the runner is missing', () => {
    using environment = createEnvironment();
    const missing = join(environment.temporary, 'missing');
    environment.set({ GITHUB_ENV: missing, GITHUB_STATE: missing });
    const isReported = (error: unknown) =>
      error instanceof StepFailedError &&
      error.anchor === 'file-not-writable' &&
      error.message.includes(missing);
    assert.throws(() => exportVariables({ PROVENA_A: 'one' }), isReported);
    assert.throws(() => saveState('server', {}), isReported);
  });
});

suite('saveState', () => {
  test('saveState keeps any JSON value for the post step', () => {
    using environment = createEnvironment();
    const value = { pid: 7, lines: 'a\nb' };
    saveState('server', value);
    const saved = /^server<<(\S+)\n([\s\S]*)\n\1$/m.exec(environment.read('state'))?.[2];
    // The runner passes the state to the post step as a variable.
    environment.set({ STATE_server: saved });
    assert.deepEqual(loadState('server'), value);
  });

  test('loadState returns undefined when nothing was saved', () => {
    using _environment = createEnvironment();
    assert.equal(loadState('missing'), undefined);
  });
});
