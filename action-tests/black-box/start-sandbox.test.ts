import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { findFreePorts, isTaken } from '../../sandbox/testing/free-ports.ts';
import { listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';
import { Runner, type StepResult } from './runner.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { formatDatasetDocument } from './test-job.ts';

const HANDLES = [
  'organisation',
  'person',
  'model',
  'input-template',
  'output-template',
  'workflow-template',
  'study',
];

/** The `env` of a job that uses a real instance; nothing listens at these addresses. */
const REAL_INSTANCE_ENV = {
  PROVENA_DOMAIN: 'no-such.invalid',
  PROVENA_REALM: 'real',
  PROVENA_ACCESS_TOKEN: 'token-of-the-real-instance',
  AWS_REGION: 'eu-west-1',
  AWS_ENDPOINT_URL_S3: 'http://no-such.invalid',
};

suite('start-sandbox', { timeout: 120_000 }, () => {
  const running: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const end of running) await end();
  });

  /** Runs start-sandbox in a job of its own and always stops the sandbox. */
  async function started(inputs: Record<string, string> = {}, runner?: Runner) {
    const job = runner ?? (await Runner.start(REAL_INSTANCE_ENV));
    const step = await job.run('start-sandbox', { pace: 'instant', ...inputs });
    const finish = () => job.runStep('start-sandbox', { phase: 'post', state: step.state });
    running.push(async () => {
      if (isRunning(step)) await finish();
      await job.stop();
    });
    return { job, step, finish, endpoints: readEndpoints(step) };
  }

  test('start-sandbox ends with the reason when the folder of input data cannot be created', {
    skip: process.platform !== 'linux',
  }, async () => {
    // Linux reports ENOENT for a new folder here, although the parent exists.
    const { step } = await started({ data: '/proc/none' });
    assertFailed(step, /\/proc\/none/);
  });

  test('later steps mint and upload without any setting of their own until the job ends', async () => {
    const { job, step, finish } = await started();
    assert.equal(step.exitCode, 0, step.log);
    const organisation = step.outputs['organisation'] ?? '';
    const metadata = formatDatasetDocument(organisation).replace(
      '  access_info:',
      '  spatial_info: { coverage: "SRID=7844;POINT(146 -18)" }\n  access_info:',
    );
    const mint = await expectSuccess(job.run('mint-dataset', { metadata }));
    const upload = await job.runStep('upload-data', {
      with: { 'dataset-id': mint.outputs['dataset-id'] ?? '', path: 'a.txt' },
      files: { 'a.txt': 'a' },
    });
    assert.equal(upload.outputs['uploaded'], '1', upload.log);
    const rejected = await job.run('call', { method: 'auth.admin.listGroups' });
    assert.equal(rejected.exitCode, 1);
    const end = await expectSuccess(finish());
    assert.match(end.log, /received \d+ requests and rejected [1-9]/);
    assert.match(end.log, /1 × 401 auth GET \/groups\/admin\/list_groups/);
    assert.match(end.log, /has stopped/);
    await waitForExit(step);
  });

  for (const [noProxy, expected] of [
    ['.example.org', '.example.org,127.0.0.1'],
    ['', '127.0.0.1'],
    ['*', undefined],
  ] as const) {
    test(`later steps reach the sandbox when the job has a proxy and NO_PROXY is "${noProxy}"`, async () => {
      const runner = await Runner.start({ HTTP_PROXY: 'http://127.0.0.1:9', NO_PROXY: noProxy });
      const { job, step, finish } = await started({}, runner);
      assert.deepEqual(
        [step.exported['NO_PROXY'], step.exported['no_proxy']],
        [expected, expected],
        step.log,
      );
      await expectSuccess(job.run('check-connection', {}));
      await finish();
    });
  }

  test('start-sandbox sets addresses, handles and tokens as outputs and logs no token', async () => {
    const { step, finish, endpoints } = await started();
    const { outputs, exported } = step;
    for (const name of HANDLES) assert.match(outputs[name] ?? '', /^10378\.1\/\d+$/, name);
    assert.deepEqual(JSON.parse(exported['PROVENA_ENDPOINTS'] ?? ''), endpoints);
    assert.equal(exported['PROVENA_S3_ENDPOINT'], outputs['s3']);
    const matches = Object.keys(exported).filter((name) => name.startsWith('AWS_'));
    assert.deepEqual(matches, []);
    assert.equal(exported['PROVENA_OFFLINE_TOKEN'], outputs['offline-token']);
    for (const name of ['control', 'web']) assert.ok((await fetch(outputs[name] ?? '')).ok, name);
    assert.ok(existsSync(outputs['log'] ?? ''));
    const tokens: Record<string, string> = JSON.parse(outputs['offline-tokens'] ?? '');
    assert.equal(tokens['modeller'], outputs['offline-token']);
    const shown = step.raw.replaceAll(/^::add-mask::.*$/gm, '') + step.summary;
    for (const [user, token] of Object.entries(tokens)) {
      assert.ok(step.masks.includes(token), user);
      assert.ok(!shown.includes(token), user);
    }
    await finish();
  });

  test('the sandbox publishes the certificate of its realm', async () => {
    const { finish, endpoints } = await started();
    const response = await fetch(`${endpoints['keycloak']}/protocol/openid-connect/certs`);
    const { keys } = (await response.json()) as { keys: { x5c: string[]; n: string }[] }; // as Keycloak documents it
    const certificate = new X509Certificate(Buffer.from(keys[0]?.x5c[0] ?? '', 'base64'));
    assert.equal(certificate.verify(certificate.publicKey), true);
    assert.equal(certificate.publicKey.export({ format: 'jwk' }).n, keys[0]?.n);
    await finish();
  });

  test('start-sandbox passes no secret, proxy or option of the job to the sandbox', async (context) => {
    if (process.platform !== 'linux') return context.skip('only Linux has /proc');
    const job = await Runner.start({
      ...REAL_INSTANCE_ENV,
      HTTPS_PROXY: 'http://no-such.invalid',
      RUNNER_TRACKING_ID: 'github_1',
    });
    const { step, finish } = await started({}, job);
    const names = readFileSync(`/proc/${readPid(step)}/environ`, 'utf8')
      .split('\0')
      .map((entry) => entry.split('=', 1)[0]);
    await finish();
    const secrets = names.filter((name) => /^(PROVENA|AWS|GITHUB|ACTIONS|INPUT|HTTP|NODE)/i.test(name ?? ''));
    assert.deepEqual(secrets, []);
    // The runner uses it to find the processes that a job leaves behind.
    assert.ok(names.includes('RUNNER_TRACKING_ID'));
  });

  test('user selects the user of later steps', async () => {
    const { job, step, finish } = await started({ user: 'reader' });
    const mint = await job.runStep('mint-dataset', {
      with: { metadata: formatDatasetDocument(step.outputs['organisation'] ?? '') },
    });
    await finish();
    assertFailed(mint, /entity-registry-write/);
  });

  test('pace and gateway are passed to the sandbox', async () => {
    const { step, finish } = await started({ pace: 'real', gateway: 'true' });
    const settings = await (await fetch(`${step.outputs['control']}/settings`)).json();
    await finish();
    const { pace, gateway_seconds: seconds } = assumeType<Record<string, unknown>>(settings);
    assert.deepEqual({ pace, seconds }, { pace: 'real', seconds: 30 });
  });

  test('start-sandbox sets no handles when empty is true', async () => {
    const { job, step, finish } = await started({ empty: 'true' });
    const list = await job.run('list-items', { path: 'all.json' });
    await finish();
    const matches = HANDLES.filter((name) => name in step.outputs);
    assert.deepEqual(matches, []);
    assert.equal(list.outputs['count'], '0', list.log);
  });

  test('data keeps the state for the next sandbox', async () => {
    const { job, step, finish } = await started({ data: 'kept/provena' });
    const mint = await job.runStep('mint-dataset', {
      with: { metadata: formatDatasetDocument(step.outputs['organisation'] ?? '') },
    });
    await finish();
    assert.ok(existsSync(join(job.workspace, 'kept/provena')));
    const rerun = await started({ data: 'kept/provena' }, job);
    assert.equal(rerun.step.outputs['organisation'], step.outputs['organisation']);
    const fetched = await job.run('fetch-item', { id: mint.outputs['dataset-id'] ?? '' });
    await rerun.finish();
    assert.equal(fetched.outputs['subtype'], 'DATASET', fetched.log);
  });

  test('known-bugs turns off the bugs of the real server when false, and keycloak selects the version', async () => {
    const responses = await Promise.all(
      [{}, { 'known-bugs': 'false', keycloak: '26' }].map(async (inputs) => {
        const { job, finish, endpoints } = await started(inputs);
        const handles = await job.run('call', { method: 'idService.list' });
        await finish();
        return { handles: handles.exitCode, auth: endpoints['keycloak']?.includes('/auth/realms/') };
      }),
    );
    assert.deepEqual(responses, [
      { handles: 1, auth: true },
      { handles: 0, auth: false },
    ]);
  });

  test('faults injects the rules that it lists', async () => {
    const rule = '{"fault": "refuse", "status": 503, "service": "search"}';
    const { finish, endpoints } = await started({ faults: `# no search today\n${rule}` });
    const statuses = await Promise.all(
      ['search', 'registry'].map(async (service) => (await fetch(endpoints[service] ?? '')).status),
    );
    await finish();
    assert.deepEqual(statuses, [503, 200]);
  });

  test('port is the first of eleven consecutive ports', async () => {
    const port = await findFreePorts();
    const { step, finish, endpoints } = await started({ port: `${port}` });
    await finish();
    assert.equal(step.exitCode, 0, step.log);
    assert.equal(new URL(endpoints['keycloak'] ?? '').port, `${port}`);
    assert.equal(new URL(endpoints['registry'] ?? '').port, `${port + 1}`);
  });

  const WRONG: readonly (readonly [what: string, inputs: Record<string, string>, pattern: RegExp])[] = [
    [
      'a folder that is a file',
      { data: 'a.txt' },
      /did not start: its process ended with exit code 1\n.*a\.txt/s,
    ],
    [
      'a fault rule that is not JSON',
      { faults: '{"fault": "reset"}\nchaos' },
      /input faults: expected one rule in JSON per line.*found "chaos"/,
    ],
    ['a fault rule that is a list', { faults: '[1]' }, /input faults: expected one rule in JSON per line/],
    ['a port out of bounds', { port: '80' }, /input port: expected an integer from 1024 to 65500/],
    ['an unknown user', { user: 'root' }, /input user: expected one of modeller.*found "root"/],
  ];
  for (const [title, inputs, pattern] of WRONG) {
    test(`start-sandbox fails and leaves no process running: ${title}`, async () => {
      const job = await Runner.start();
      const step = await job.runStep('start-sandbox', { with: inputs, files: { 'a.txt': 'a' } });
      const end = await job.runStep('start-sandbox', { phase: 'post', state: step.state });
      await job.stop();
      assertFailed(step, pattern);
      assert.deepEqual(step.exported, {});
      assert.equal(end.exitCode, 0);
      assert.deepEqual(end.annotations, []);
    });
  }

  test('start-sandbox reports the message of the sandbox when the port is in use', async () => {
    const otherServer = createServer();
    const { port } = new URL(await listenOnLoopback(otherServer));
    const { step } = await started({ port: `${Number(port) - 3}` });
    otherServer.close();
    assertFailed(step, /cannot listen on port \d+/);
  });

  test('start-sandbox leaves no process running when it is cancelled during startup', async () => {
    const job = await Runner.start();
    const step = await job.runStep('start-sandbox', { cancelAfterMs: 250 });
    const end = await job.runStep('start-sandbox', { phase: 'post', state: step.state });
    await job.stop();
    assert.equal(end.exitCode, 0);
    await waitForExit(step);
  });

  test('start-sandbox ends, and leaves no process running, when its state cannot be saved', {
    skip: process.platform !== 'linux',
  }, async () => {
    const job = await Runner.start();
    const port = await findFreePorts();
    const step = await job.runStep('start-sandbox', {
      with: { port: `${port}` },
      env: { GITHUB_STATE: '/dev/full' },
      timeoutMs: 30_000,
    });
    await job.stop();
    assert.deepEqual([step.exitCode, step.timedOut], [1, false]);
    assert.match(step.lastMessage, /the disk is full/);
    assert.equal(await isTaken(port), false);
  });

  test('the post step stops the sandbox when its log was deleted', async () => {
    const { step, finish } = await started();
    rmSync(step.outputs['log'] ?? '');
    const end = await finish();
    assert.match(end.log, /The sandbox has stopped/);
    assert.deepEqual(end.annotations, []);
  });

  test('the post step reports a sandbox that ended early', async () => {
    const { step, finish } = await started();
    process.kill(readPid(step) ?? 0, 'SIGKILL');
    await waitForExit(step);
    const end = await expectSuccess(finish());
    assert.match(end.annotations[0]?.message ?? '', /The sandbox ended before the job/);
  });
});

function readEndpoints(step: StepResult): Record<string, string> {
  return JSON.parse(step.outputs['endpoints'] ?? '{}');
}

/** PID of the sandbox process. */
function readPid(step: StepResult): number | undefined {
  return assumeType<{ pid: number } | null>(JSON.parse(step.state['sandbox'] ?? 'null'))?.pid;
}

/** Waits until the process has ended. */
async function waitForExit(step: StepResult): Promise<void> {
  await waitUntil(() => !isRunning(step), { subject: 'the end of the sandbox', describe: () => step.log });
}

function isRunning(step: StepResult): boolean {
  const pid = readPid(step);
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
