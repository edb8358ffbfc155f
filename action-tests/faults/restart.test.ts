import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { findFreePorts } from '../../sandbox/testing/free-ports.ts';
import { startSandboxProcess, stopSandboxProcess } from '../../sandbox/testing/sandbox-process.ts';
import { createModelRunDocument } from '../black-box/model-run.ts';
import { Runner } from '../black-box/runner.ts';
import { CheckedClient, mintDataset, type TestJob } from '../black-box/test-job.ts';

/** A sandbox process that can be killed and restarted on the same ports with the same state. */
class KillableSandbox {
  readonly #folder: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  async start(): Promise<TestJob['sandbox']> {
    const args = ['--pace', 'fast', '--data', this.#folder, '--port', String(this.#port)];
    const { child, sandbox } = await startSandboxProcess(...args);
    this.#child = child;
    return assumeType<TestJob['sandbox']>(sandbox);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child) await stopSandboxProcess(child, 'SIGKILL');
  }
}

suite('a server restart', () => {
  let folder = '';
  let server: KillableSandbox;
  let sandbox: TestJob['sandbox'];
  let runner: Runner;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'restart-'));
    server = new KillableSandbox(folder, await findFreePorts());
    sandbox = await server.start();
    runner = await Runner.start({
      PROVENA_ENDPOINTS: JSON.stringify(sandbox.endpoints),
      PROVENA_OFFLINE_TOKEN: sandbox.users.modeller.offlineToken,
      AWS_ENDPOINT_URL_S3: sandbox.s3,
    });
  });
  after(async () => {
    await server.kill();
    await runner.stop();
    await rm(folder, { recursive: true });
  });

  test('register-model-run keeps waiting and gets all runs when the server restarts', async () => {
    const { seed } = sandbox;
    assert.ok(seed);
    const dataset = await mintDataset(new CheckedClient(sandbox), seed.organisation);
    const runs = Array.from({ length: 40 }, (_, i) =>
      createModelRunDocument({ seed }, { input: dataset, output: dataset }, { display_name: `Run ${i + 1}` }),
    );
    let restarted: Promise<unknown> | undefined;
    const step = await runner.runStep('register-model-run', {
      with: { 'model-run': JSON.stringify(runs), wait: 'true', timeout: '90s' },
      onLog: (log) => {
        if (/Sent \d+ model run/.test(log)) restarted ??= server.kill().then(() => server.start());
      },
    });
    assert.ok(restarted, step.log);
    await restarted;
    assert.equal(step.exitCode, 0, step.log);
    assert.equal(new Set<string>(JSON.parse(step.outputs['model-run-ids'] ?? '')).size, 40);
    assert.match(step.log, /Jobs could not be read; waiting continues|attempt \d of \d/);
  });
});
