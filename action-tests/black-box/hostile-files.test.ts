import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { openDatasetObjects } from './dataset-objects.ts';
import { assertNothingInjected } from './hostile-text.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, listApiRequests, mintDataset, useJob } from './test-job.ts';

/** Valid Linux file names that are special to a shell, a runner, a store or a glob. */
const HOSTILE_NAMES = [
  '-rf',
  '--help',
  '::set-output name=forged::FORGED',
  '##[error]FORGED',
  '%0A::error::FORGED',
  'a\n::error file=FORGED::FORGED',
  'a\r::add-mask::FORGED',
  '\u0085::error::FORGED',
  '\u001B[2Kred',
  '\u202Etxt.exe',
  '[ab]{c,d}?*.csv',
  '!not',
  '#no comment',
  ' blank ',
  '~root',
  '$(reboot) `reboot` $HOME',
  'a\\b',
  'C:con',
  '%2e%2e%2fup',
  'a+b&c=d;e?f',
  'שלום مرحبا 🌊.csv',
  'constructor',
  '<img src=x onerror=alert(1)>.md',
  '| FORGED |',
] as const;

suite('files with hostile names', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);

  const dataset = () => mintDataset(api, job.seed.organisation);
  const write = async (folder: string, names: readonly string[]): Promise<void> => {
    for (const name of names) {
      const path = join(job.runner.workspace, folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, `content of ${name}`);
    }
  };

  test('files keep their names through upload and download', async () => {
    const id = await dataset();
    await write('names', HOSTILE_NAMES);
    await write('names/-d/::warning::FORGED', ['x']);
    const up = await expectSuccess(job.run('upload-data', { 'dataset-id': id, path: 'names' }));
    assertNothingInjected(up);
    const stored = await (await openDatasetObjects(job, id)).contents();
    assert.deepEqual(Object.keys(stored).sort(), [...HOSTILE_NAMES, '-d/::warning::FORGED/x'].sort());
    const down = await expectSuccess(job.run('download-data', { 'dataset-id': id, path: 'back' }));
    assertNothingInjected(down);
    for (const name of HOSTILE_NAMES)
      assert.equal(await readFile(join(job.runner.workspace, 'back', name), 'utf8'), `content of ${name}`);
  });

  test('hostile names appear as plain text in the log when a run is dry or fails', async () => {
    const id = await dataset();
    await write('shown', HOSTILE_NAMES);
    const dry = await expectSuccess(
      job.run('upload-data', { 'dataset-id': id, path: 'shown', 'dry-run': 'true' }),
    );
    assertNothingInjected(dry);
    await (await openDatasetObjects(job, id)).put(
      Object.fromEntries(HOSTILE_NAMES.map((name) => [name, 'other'])),
    );
    const rejected = await job.run('upload-data', { 'dataset-id': id, path: 'shown', 'if-exists': 'error' });
    assert.equal(rejected.exitCode, 1, rejected.log);
    assertNothingInjected(rejected);
    const missing = await job.runner.runStep('upload-data', {
      with: { 'dataset-id': id, path: '-rf ::error::FORGED/*\n##[error]FORGED' },
    });
    assert.equal(missing.exitCode, 1);
    assertNothingInjected(missing);
  });

  test('keys that point outside of the target folder are rejected and nothing is written there', async () => {
    const id = await dataset();
    const objects = await openDatasetObjects(job, id);
    const outside = ['../up.txt', 'a/../../up.txt', '/etc/forged', './here', 'a//b', '..'];
    // The AWS SDK changes some of these keys before it sends them.
    const put = await Promise.allSettled(outside.map((name) => objects.put({ [name]: 'escaped' })));
    assert.ok(put.some(({ status }) => status === 'fulfilled'));
    await objects.put({ 'good.txt': 'good' });
    const down = await job.run('download-data', { 'dataset-id': id, path: 'target/deep' });
    assertFailed(down, /invalid file name/);
    assertNothingInjected(down);
    assert.deepEqual(await readdir(join(job.runner.workspace, 'target')), ['deep']);
    assert.deepEqual(await readdir(join(job.runner.workspace, 'target/deep')), ['good.txt']);
    assert.equal(existsSync(join(job.runner.workspace, 'up.txt')), false);
  });

  test('a symbolic link out of the target folder is not followed', async () => {
    const id = await dataset();
    await (await openDatasetObjects(job, id)).put({ 'link/planted.txt': 'x' });
    const { workspace } = job.runner;
    await mkdir(join(workspace, 'linked'), { recursive: true });
    await mkdir(join(workspace, 'elsewhere'), { recursive: true });
    await symlink(join(workspace, 'elsewhere'), join(workspace, 'linked/link'));
    const down = await job.run('download-data', { 'dataset-id': id, path: 'linked' });
    assert.equal(down.exitCode, 1, down.log);
    assert.match(down.log, /it is a symbolic link/);
    assert.equal(existsSync(join(workspace, 'elsewhere/planted.txt')), false);
  });

  test('a named pipe is reported and not waited for', async () => {
    execFileSync('mkfifo', [join(job.runner.workspace, 'pipe')]);
    const steps: readonly (readonly [action: string, inputs: Readonly<Record<string, string>>])[] = [
      ['mint-dataset', { 'metadata-file': 'pipe' }],
      ['register-item', { 'item-file': 'pipe' }],
      ['register-model-run', { 'model-run-file': 'pipe' }],
      ['record-run', { 'run-file': 'pipe' }],
      ['await-job', { 'session-file': 'pipe' }],
      ['call', { method: 'registry.general.fetch', 'arguments-file': 'pipe' }],
      ['upload-data', { 'dataset-id': await mintDataset(api, job.seed.organisation), path: 'pipe' }],
    ];
    for (const [action, inputs] of steps) {
      const step = await job.runner.runStep(action, { with: inputs, timeoutMs: 20_000 });
      assert.equal(step.timedOut, false, action);
      const messages = step.annotations.map(({ message }) => message).join('\n');
      assert.match(messages, /pipe.*: (?:input .*: )?(?:not a regular file|a named pipe)/, step.log);
    }
    await rm(join(job.runner.workspace, 'pipe'));
  });

  for (const [what, link, target, symlinks, message] of [
    [
      'a folder that contains them',
      'deep/up',
      '..',
      'follow',
      /up: a symbolic link to a folder that contains it/,
    ],
    ['themselves', 'self', 'self', 'follow', /self: symbolic links that form a loop/],
    ['nothing', 'broken', 'nowhere', 'follow', /broken: a broken symbolic link/],
    ['a folder that contains them, and are skipped', 'deep/up', '..', 'skip', undefined],
    ['themselves, and are skipped', 'self', 'self', 'skip', undefined],
  ] as const)
    test(`upload-data ends when links lead to ${what}`, async () => {
      const id = await dataset();
      await write('links', ['a.txt', 'deep/b.txt']);
      const folder = join(job.runner.workspace, 'links');
      await symlink(target, join(folder, link));
      const step = await job.runner.runStep('upload-data', {
        with: { 'dataset-id': id, path: 'links', symlinks },
        timeoutMs: 60_000,
      });
      await rm(folder, { recursive: true });
      assert.equal(step.timedOut, false);
      if (message) assertFailed(step, message);
      else assert.equal(step.exitCode, 0, step.log);
      const stored = Object.keys(await (await openDatasetObjects(job, id)).contents()).sort();
      assert.deepEqual(stored, message ? [] : ['a.txt', 'deep/b.txt']);
    });

  for (const [action, inputs] of [
    ['upload-data', { path: 'plain', destination: '../other' }],
    ['upload-data', { path: 'plain', destination: 'a/../../b' }],
    ['download-data', { path: 'back', source: '../other' }],
    ['download-data', { path: 'back', source: 'a/../../b' }],
  ] as const)
    test(`${action} sends nothing when ${Object.values(inputs).at(-1)} is outside of the dataset`, async () => {
      const id = await dataset();
      await write('plain', ['a.txt']);
      job.sandbox.clearRequestLog();
      assertFailed(await job.run(action, { 'dataset-id': id, ...inputs }), /must not contain "\.\."/);
      assert.deepEqual(listApiRequests(job.sandbox), []);
    });
});
