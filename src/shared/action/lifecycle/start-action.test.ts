import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';

const LIFECYCLE = new URL('./', import.meta.url);
const FIELDS = new URL('../inputs/fields.ts', import.meta.url);

interface StepResult {
  readonly exitCode: number;
  readonly log: string;
  readonly outputs: string;
  readonly summary: string;
}

/** Runs a program as a step, because an action ends by setting the exit code of its process. */
suite('startAction', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'step-'));
    for (const name of ['output', 'summary']) await writeFile(join(folder, name), '');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** @param body of the use case: `inputs` and `deps` are its parameters. */
  async function step(body: string, env: Record<string, string> = {}): Promise<StepResult> {
    const program = `
      import { startAction } from '${new URL('start-action.ts', LIFECYCLE)}';
      import { inputSchema } from '${new URL('../inputs/input-schema.ts', LIFECYCLE)}';
      import { StepFailedError } from '${new URL('../runner/step-failed-error.ts', LIFECYCLE)}';
      import { flag, optional, secret, text, withDefault } from '${FIELDS}';
      const inputs = inputSchema({ name: text, flag: withDefault(flag, 'false'), key: optional(secret) });
      await startAction({
        name: 'example',
        isLocal: true,
        loadInputs: async () => ({ inputs, outputs: ['out', 'other'] }),
        loadRun: async () => ({ run: async (inputs, deps) => { ${body} } }),
      });
    `;
    const result = await new Promise<{ code: number; log: string }>((resolve) => {
      execFile(
        process.execPath,
        ['--input-type=module-typescript', '--eval', program],
        {
          cwd: new URL('../../../../', import.meta.url),
          env: {
            PATH: process.env['PATH'],
            GITHUB_OUTPUT: join(folder, 'output'),
            GITHUB_STEP_SUMMARY: join(folder, 'summary'),
            GITHUB_WORKSPACE: folder,
            INPUT_NAME: 'x',
            ...env,
          },
        },
        (error, stdout, stderr) => {
          const code = typeof error?.code === 'number' ? error.code : 0;
          resolve({ code, log: stdout + stderr });
        },
      );
    });
    return {
      exitCode: result.code,
      log: result.log,
      outputs: await readFile(join(folder, 'output'), 'utf8'),
      summary: await readFile(join(folder, 'summary'), 'utf8'),
    };
  }

  test('startAction fails when the use case never finishes', async () => {
    const result = await step(`deps.summary.add('Begun.'); return new Promise(() => {});`);
    assert.equal(result.exitCode, 1, result.log);
    assert.match(result.log, /::error::.*has not finished, and no work is pending.*bug in the action/);
    assert.match(result.summary, /Begun\.[\s\S]*\*\*Failed\.\*\*/);
  });

  test('startAction runs the use case with parsed inputs, and sets outputs and the summary', async () => {
    const result = await step(
      `deps.summary.add('Done.'); deps.setOutputs({ out: inputs.name + String(inputs.flag) });`,
      { INPUT_FLAG: 'true' },
    );
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.outputs, /out<<(\S+)\nxtrue\n\1/);
    assert.equal(result.summary, '### Provena: example\n\nDone.\n');
  });

  test('startAction fails before the use case when an input is invalid, and names all of them', async () => {
    const result = await step(`console.log('use case');`, { INPUT_NAME: '', INPUT_FLAG: 'yes' });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /::error::2 problems found:/);
    assert.match(result.log, /input name/);
    assert.match(result.log, /input flag: expected true or false, found "yes"|input flag/);
    assert.doesNotMatch(result.log, /use case/);
    assert.match(result.log, /docs\/troubleshooting\.md#invalid-input/);
  });

  test('startAction keeps outputs and summary that were set before a failure', async () => {
    const result = await step(
      `deps.setOutputs({ out: 'kept' }); deps.summary.add('Kept.'); throw new StepFailedError('broken', { advice: 'Repair it.', anchor: 'job-failed' });`,
    );
    assert.equal(result.exitCode, 1);
    assert.match(result.outputs, /kept/);
    assert.match(result.summary, /Kept\.\n\n\*\*Failed\.\*\* broken\n\nRepair it\./);
    assert.match(result.log, /::error::broken%0ARepair it\.%0AHelp: docs\/troubleshooting\.md#job-failed/);
  });

  test('startAction escapes the message and the advice of a failure in the summary', async () => {
    const name = '@reef/team **now** <img src=x>';
    const result = await step(
      `throw new StepFailedError(${JSON.stringify(`broken: ${name}`)}, { advice: ${JSON.stringify(`Repair ${name}.`)}, anchor: 'job-failed' });`,
    );
    assert.match(result.summary, /\*\*Failed\.\*\* broken: .*\n\nRepair .*\.\n\nHelp: .*\n$/);
    assert.doesNotMatch(result.summary, /@reef|\*\*now|<img/);
  });

  test('startAction warns and does not fail when the disk is full while the summary is written', {
    skip: !existsSync('/dev/full'),
  }, async () => {
    const result = await step(`deps.summary.add('Done.'); deps.setOutputs({ out: 'kept' });`, {
      GITHUB_STEP_SUMMARY: '/dev/full',
    });
    assert.equal(result.exitCode, 0, result.log);
    assert.match(result.outputs, /kept/);
    assert.match(result.log, /::warning::This step is missing from the job summary: the disk is full/);
  });

  test('startAction prints the error of the use case, too, when the summary cannot be written', {
    skip: !existsSync('/dev/full'),
  }, async () => {
    const result = await step(`throw new StepFailedError('broken', { advice: 'y', anchor: 'job-failed' });`, {
      GITHUB_STEP_SUMMARY: '/dev/full',
    });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /::error::broken/);
    assert.doesNotMatch(result.log, /bug in the action/);
  });

  test('startAction reports a full disk, not a bug, when a file of the use case cannot be written', {
    skip: !existsSync('/dev/full'),
  }, async () => {
    const result = await step(`(await import('node:fs')).writeFileSync('/dev/full', 'x');`);
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /::error::the disk is full: ENOSPC/);
    assert.match(result.log, /Free some disk space/);
    assert.doesNotMatch(result.log, /bug in the action/);
  });

  test('startAction reports an unexpected error as a bug', async () => {
    const result = await step(`null.x;`);
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /TypeError: .* \(this is a bug in the action\)/);
  });

  test('startAction reports an error outside of the use case', async () => {
    const result = await step(
      `setTimeout(() => { throw new Error('late'); }, 10); await new Promise((resolve) => setTimeout(resolve, 200));`,
    );
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /Error: late \(this is a bug in the action\)/);
  });

  test('startAction reports the signal when the step is cancelled during the use case', async () => {
    const result = await step(
      `process.kill(process.pid, 'SIGINT'); await new Promise((resolve) => setTimeout(resolve, 100)); throw new Error('other');`,
    );
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /::error::the step was cancelled \(SIGINT\)/);
  });

  test('startAction links to the documentation of the version that runs', async () => {
    const result = await step(`throw new StepFailedError('x', { advice: 'y', anchor: 'job-failed' });`, {
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_ACTION_REPOSITORY: 'reef/actions',
      GITHUB_ACTION_REF: 'v1',
    });
    assert.match(
      result.log,
      /Help: https:\/\/github\.example\/reef\/actions\/blob\/v1\/docs\/troubleshooting\.md#job-failed/,
    );
    assert.match(
      result.summary,
      /\nHelp: \[.*\]\(<https:\/\/github\.example\/reef\/actions\/blob\/v1\/docs\/troubleshooting\.md#job-failed>\)/,
    );
  });

  test('startAction masks secrets before it validates inputs', async () => {
    const result = await step('', { INPUT_KEY: 'very-secret', INPUT_FLAG: 'maybe' });
    assert.ok(result.log.indexOf('::add-mask::very-secret') < result.log.indexOf('::error::'), result.log);
    assert.match(result.log, /::add-mask::very-secret/);
  });

  test('startAction rejects an input that contains a secret input, and does not print it', async () => {
    const INPUT_KEY = 'secret-of-the-job-4711';
    const { exitCode, log } = await step('', { INPUT_KEY, INPUT_NAME: JSON.stringify({ token: INPUT_KEY }) });
    assert.equal(exitCode, 1);
    assert.match(log, /::error::input name: contains the value of input key, which would be recorded\./);
    assert.doesNotMatch(log.replace(/^::add-mask::.*$/gm, ''), /secret-of-the-job/);
  });

  test('startAction warns about an input that is the name of a type, as of an expression of a list', async () => {
    const { exitCode, log } = await step('', { INPUT_NAME: 'Array' });
    assert.equal(exitCode, 0);
    assert.match(log, /::warning::input name is "Array"\. GitHub converts .*: use toJSON/);
  });

  test('startAction truncates a long message in the annotation and prints all of it to the log', async () => {
    const result = await step(
      `throw new StepFailedError('line\\n'.repeat(2000), { advice: 'y', anchor: 'job-failed' });`,
    );
    assert.match(result.log, /more lines in the step log/);
    assert.equal(result.log.match(/^line$/gm)?.length, 2000);
  });
});
