import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { createProxy } from 'proxy';
import { createRepositorySettings } from '../../sandbox/cli/act-files.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { runAct } from './act.ts';
import { findIsolationProblem, isolateNetwork } from './isolated-network.ts';

suite('a network with a proxy only', { skip: findIsolationProblem() ?? false }, () => {
  const folder = createTemporaryFolder();
  const socket = join(folder, 'proxy.sock');
  const proxy = createProxy();
  const requested = new Set<string>();
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;

  before(async () => {
    sandbox = await startSandbox({ pace: 'fast' });
    proxy.on('request', ({ url = '' }) => requested.add(new URL(url).host));
    proxy.on('connect', ({ url = '' }) => requested.add(url));
    await once(proxy.listen(socket), 'listening');
  });
  after(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await sandbox.close();
  });

  test('requests fail without the proxy', () => {
    const program = `await fetch(${JSON.stringify(sandbox.endpoints.registry)})`;
    const [command, args] = isolateNetwork(socket, process.execPath, [
      '--input-type=module',
      '--eval',
      program,
    ]);
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    assert.notEqual(status, 0);
    assert.match(stderr, /ECONNREFUSED/);
  });

  test('an example mints, uploads, registers and waits through the proxy', async () => {
    const run = await runAct({
      workflow: 'examples/single-run.yml',
      behindProxy: socket,
      ...createRepositorySettings(sandbox),
    });
    assert.equal(run.exitCode, 0, run.log);
    const actual = run.jobs.map(({ id, result }) => [id, result]);
    assert.deepEqual(actual, [['run-model', 'success']]);
    const { keycloak, registry, datastore, prov, jobs } = sandbox.endpoints;
    for (const address of [keycloak, registry, datastore, prov, jobs, sandbox.s3]) {
      assert.ok(
        requested.has(new URL(address).host),
        `${address} was not requested: ${[...requested].join(', ')}`,
      );
    }
    assert.ok(!requested.has('api.nektosact.com:443'), 'act sent a version check');
  });
});
