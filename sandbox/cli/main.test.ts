import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listenOnLoopback } from '../testing/loopback-server.ts';
import { createDatasetMetadata, createRunRecord, mintDataset, waitForJob } from '../testing/records.ts';
import { spawnSandbox, startSandboxProcess, stopSandboxProcess } from '../testing/sandbox-process.ts';
import { ApiClient, type SandboxInfo } from '../testing/sandbox-support.ts';
import { createTemporaryFolder } from '../testing/temporary-folder.ts';
import { waitUntil } from '../testing/wait-until.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
/** The output and exit code of a start that fails. */
async function finished(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  const child = spawnSandbox(...args);
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    texts.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    texts.err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, ...texts };
}

test('--json prints one line with everything that a program needs, and SIGTERM stops the sandbox with exit code 0', async () => {
  const { child, sandbox } = await startSandboxProcess();
  assert.deepEqual(Object.keys(sandbox), ['endpoints', 's3', 'control', 'web', 'users', 'seed']);
  const urls = [sandbox.s3, sandbox.control, sandbox.web, ...Object.values(sandbox.endpoints)];
  assert.equal(new Set(urls).size, 11);
  for (const url of urls) assert.ok((await fetch(url)).status < 500, url);
  const modeller = new ApiClient(sandbox, 'modeller');
  assert.equal((await modeller.get('auth', '/link/user/lookup')).at('person_id'), sandbox.seed?.person);
  assert.equal(await stopSandboxProcess(child, 'SIGTERM'), 0);
});

test('a stopped sandbox ends its process even if a fault still delays a request', {
  timeout: 60_000,
}, async () => {
  const { child, sandbox } = await startSandboxProcess('--fault', '{"fault":"delay","milliseconds":600000}');
  const delayed = fetch(sandbox.endpoints.registry).catch(() => 'closed');
  const isDelayed = async () => /"applied":1/.test(await (await fetch(`${sandbox.control}/faults`)).text());
  await waitUntil(isDelayed, { subject: 'the delayed request' });
  assert.equal(await stopSandboxProcess(child, 'SIGHUP'), 0);
  assert.equal(await delayed, 'closed');
});

test('a sandbox whose disk is full goes on when it cannot write its log either', {
  skip: !existsSync('/dev/full'),
}, async (t) => {
  const script = 'ulimit -f 0; exec "$@" 2>/dev/full';
  const command = ['-c', script, '_', process.execPath, MAIN, '--json', '--pace', 'instant'];
  const child = spawn('bash', command, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  const sandbox: SandboxInfo = JSON.parse(line);
  const modeller = new ApiClient(sandbox, 'modeller');
  const metadata = createDatasetMetadata(sandbox.seed?.organisation);
  for (let request = 0; request < 3; request++)
    assert.equal((await modeller.post('datastore', '/register/mint-dataset', metadata)).status, 500);
});

test('a sandbox that cannot print its addresses ends with the reason and leaves no file', {
  skip: !existsSync('/dev/full'),
}, async (t) => {
  const [folder, temporary] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  const env = { ...process.env, TMPDIR: temporary };
  const command = ['-c', 'exec "$@" >/dev/full', '_', process.execPath, MAIN, '--act', folder];
  const child = spawn('bash', command, { stdio: ['ignore', 'ignore', 'pipe'], env });
  const err = Buffer.concat(await Array.fromAsync(child.stderr)).toString();
  assert.equal(err, 'provena-sandbox: cannot write to the standard output (ENOSPC)\n');
  assert.deepEqual([...readdirSync(folder), ...readdirSync(temporary)], []);
});

test('a sandbox that is stopped during startup leaves no file', async (t) => {
  const temporary = createTemporaryFolder(t);
  const child = spawn(process.execPath, [MAIN], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary },
  });
  await waitUntil(() => readdirSync(temporary).length > 0, { subject: 'the start of the store' });
  assert.equal(await stopSandboxProcess(child, 'SIGINT'), 0);
  assert.deepEqual(readdirSync(temporary), []);
});

test('a second signal does not end the process before the sandbox is closed', async () => {
  const { child } = await startSandboxProcess();
  child.kill('SIGINT');
  assert.equal(await stopSandboxProcess(child, 'SIGINT'), 0);
});

test('a sandbox with --empty has no seed, and two sandboxes are independent', async () => {
  const [full, empty] = await Promise.all([startSandboxProcess(), startSandboxProcess('--empty')]);
  assert.equal(empty.sandbox.seed, undefined);
  const listed = async (sandbox: SandboxInfo) =>
    (await new ApiClient(sandbox, 'modeller').post('registry', '/registry/general/list', {})).at(
      'total_item_count',
    );
  assert.equal(await listed(empty.sandbox), 0);
  assert.notEqual(await listed(full.sandbox), 0);
  for (const { child } of [full, empty]) assert.equal(await stopSandboxProcess(child, 'SIGINT'), 0);
});

test('sandbox prints addresses, users and the folder for act when started without --json', async (t) => {
  const folder = createTemporaryFolder(t);
  const child = spawnSandbox('--act', folder);
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (/study/.test(line)) break;
  }
  const text = lines.join('\n');
  assert.ok(text.includes(`Settings for act: .vars and .secrets in ${folder}`));
  assert.match(text, /registry +http:\/\/127\.0\.0\.1:\d+/);
  assert.match(text, /modeller +modeller-password/);
  await stopSandboxProcess(child, 'SIGTERM');
});

test('--version prints the version of the package', async () => {
  const { code, out } = await finished('--version');
  assert.equal(code, 0);
  assert.match(out, /^\d+\.\d+\.\d+\n$/);
});

/** Command lines that fail, with the error message. */
const WRONG: [string[], RegExp][] = [
  [['--pace', 'slow'], /^provena-sandbox: --pace "slow"/],
  [
    ['--data', join(MAIN, 'below-a-file')],
    /^provena-sandbox: cannot use the data folder .*below-a-file \(ENOTDIR.*\)\. Check .* provena\.sqlite, or choose/,
  ],
];

for (const [args, message] of WRONG) {
  test(`${args[0]} with an invalid value ends the start with a message`, async () => {
    const { code, err } = await finished(...args);
    assert.equal(code, 1);
    assert.match(err, message);
  });
}

for (const [whose, offset] of [
  ['an API', 3],
  ['the store', 8],
  ['the page', 10],
] as const) {
  test(`a port of ${whose} in use ends the start and closes all others`, async (t) => {
    const otherServer = createServer();
    t.after(() => otherServer.close());
    const { port } = new URL(await listenOnLoopback(otherServer));
    const { code, err } = await finished('--port', String(Number(port) - offset));
    assert.equal(code, 1);
    assert.match(err, /cannot listen on port \d+ of 127\.0\.0\.1: the port is in use\. Choose another port/);
  });
}

test('with --data, a sandbox continues after a kill with all state, including jobs in progress', async (t) => {
  const folder = createTemporaryFolder(t);
  const first = await startSandboxProcess('--data', folder);
  const modeller = new ApiClient(first.sandbox, 'modeller');
  const dataset = await mintDataset(modeller, first.sandbox);
  const run = await modeller.post('prov', '/model_run/register', createRunRecord(first.sandbox, dataset));
  await stopSandboxProcess(first.child, 'SIGKILL');
  const second = await startSandboxProcess('--data', folder);
  const rerun = new ApiClient(second.sandbox, 'modeller');
  assert.deepEqual(second.sandbox.seed, first.sandbox.seed);
  const item = await rerun.get('datastore', '/registry/items/fetch-dataset', { handle_id: dataset });
  assert.equal(item.at('item.id'), dataset);
  const file = { dataset_id: dataset, file_path: 'metadata.json' };
  const link = await rerun.post('datastore', '/registry/items/generate-presigned-url', file);
  assert.equal((await fetch(link.text('presigned_url'))).status, 200);
  const job = await waitForJob(rerun, run.text('session_id'));
  assert.equal(job.at('job.status'), 'SUCCEEDED');
  await stopSandboxProcess(second.child, 'SIGTERM');
});

test('the data folder is complete when the control API of a sandbox that is stopped does not respond any more', async (t) => {
  const folder = createTemporaryFolder(t);
  const { child, sandbox } = await startSandboxProcess('--data', folder);
  await mintDataset(new ApiClient(sandbox, 'modeller'), sandbox);
  const { port } = new URL(sandbox.control);
  const stopped = stopSandboxProcess(child, 'SIGTERM');
  await assert.rejects(async () => {
    for (;;) {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect').finally(() => socket.destroy());
    }
  }, /ECONN(REFUSED|RESET)/);
  assert.deepEqual(readdirSync(folder).sort(), ['provena.sqlite', 's3']);
  await stopped;
});

test('a folder that another sandbox uses is rejected, and that sandbox continues', async (t) => {
  const folder = createTemporaryFolder(t);
  const first = await startSandboxProcess('--data', folder);
  const { code, err } = await finished('--data', folder);
  assert.deepEqual(
    [code, err],
    [
      1,
      `provena-sandbox: another sandbox uses the data folder ${folder}. Stop it, or choose another folder\n`,
    ],
  );
  const modeller = new ApiClient(first.sandbox, 'modeller');
  assert.match(await mintDataset(modeller, first.sandbox), /^10378/);
  await stopSandboxProcess(first.child, 'SIGTERM');
});

test('a folder in which the first start found a full disk can be used once there is space', async (t) => {
  for (const kibibytes of [8, 64, 160]) {
    const folder = createTemporaryFolder(t);
    const command = [
      '-c',
      `ulimit -f ${kibibytes}; exec "$@"`,
      '_',
      process.execPath,
      MAIN,
      '--data',
      folder,
    ];
    const failed = spawn('bash', command, { stdio: ['ignore', 'ignore', 'pipe'] });
    const err = Buffer.concat(await Array.fromAsync(failed.stderr)).toString();
    assert.ok(err.includes(folder), err);
    const { child } = await startSandboxProcess('--data', folder);
    await stopSandboxProcess(child, 'SIGTERM');
  }
});

test('data of another version of the sandbox is rejected and not changed', async (t) => {
  const folder = createTemporaryFolder(t);
  const old = new DatabaseSync(join(folder, 'provena.sqlite'));
  old.exec('CREATE TABLE graph_nodes (id TEXT, record_ids TEXT)');
  old.close();
  const { code, err } = await finished('--data', folder);
  assert.equal(code, 1);
  assert.ok(
    err.includes(`${folder} holds the data of another version of the sandbox: start with an empty folder`),
    err,
  );
  const kept = new DatabaseSync(join(folder, 'provena.sqlite'));
  assert.equal(kept.prepare('SELECT name FROM sqlite_schema').all().length, 1);
  kept.close();
});
