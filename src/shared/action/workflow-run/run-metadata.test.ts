import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, type TestContext, test } from 'node:test';
import { runGit } from '../../../../sandbox/testing/run-git.ts';
import { readWorkflowRun } from '../runner/github/workflow-run.ts';
import { createRunMetadata } from './run-metadata.ts';

const EVENT_COMMIT = 'a'.repeat(40);
const environment = {
  GITHUB_REPOSITORY: 'reef/models',
  GITHUB_REPOSITORY_ID: '7',
  GITHUB_RUN_ID: '1',
  GITHUB_SHA: EVENT_COMMIT,
  GITHUB_SERVER_URL: 'https://github.example',
};

suite('createRunMetadata', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkout-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const git = (...args: readonly string[]): string => runGit(folder, ...args);

  async function checkout(remote: string, name = '.'): Promise<string> {
    const target = join(folder, name);
    await mkdir(target, { recursive: true });
    runGit(target, 'init', '-q');
    runGit(target, 'remote', 'add', 'origin', remote);
    await writeFile(join(target, 'model.py'), 'print(1)\n');
    runGit(target, 'add', '.');
    runGit(target, 'commit', '-qm', 'first');
    return runGit(target, 'rev-parse', 'HEAD');
  }

  /** @param event the content of the file of the event. */
  async function eventMetadata(event: string): Promise<Record<string, string>> {
    await writeFile(join(folder, 'event.json'), event);
    return metadata({ GITHUB_EVENT_PATH: join(folder, 'event.json') });
  }

  /** Sets a variable of this process until the end of the test. */
  function setVariable(t: TestContext, name: string, value: string): void {
    const before = process.env[name];
    t.after(() => {
      process.env[name] = before;
    });
    process.env[name] = value;
  }

  async function metadata(extra: Record<string, string> = {}): Promise<Record<string, string>> {
    const run = readWorkflowRun({ ...environment, ...extra });
    assert.ok(run);
    return createRunMetadata({ 'link-run': true }, { workflowRun: run, workspace: folder });
  }

  test('createRunMetadata uses GITHUB_SHA when the workspace has no checkout', async () => {
    assert.deepEqual(await metadata(), {
      ci_repository: 'reef/models',
      ci_repository_id: '7',
      ci_commit: EVENT_COMMIT,
      ci_run_url: 'https://github.example/reef/models/actions/runs/1',
      ci_run_attempt: '1',
    });
  });

  for (const remote of ['https://github.example/Reef/Models', 'git@github.example:reef/models.git']) {
    test(`createRunMetadata uses the commit that is checked out from ${remote}`, async () => {
      const commit = await checkout(remote);
      const facts = await metadata();
      assert.equal(facts['ci_commit'], commit);
      assert.equal(facts['ci_event_commit'], EVENT_COMMIT);
      assert.equal(facts['ci_dirty'], undefined);
    });
  }

  test('createRunMetadata reads packed and detached commits', async () => {
    const commit = await checkout('https://github.example/reef/models');
    git('pack-refs', '--all');
    assert.equal((await metadata())['ci_commit'], commit);
    git('checkout', '-q', '--detach');
    assert.equal((await metadata())['ci_commit'], commit);
  });

  test('createRunMetadata reads the commit of a reference that only git can read', async () => {
    const commit = await checkout('https://github.example/reef/models');
    git('symbolic-ref', 'refs/heads/alias', git('symbolic-ref', 'HEAD'));
    git('symbolic-ref', 'HEAD', 'refs/heads/alias');
    assert.equal((await metadata())['ci_commit'], commit);
  });

  test('createRunMetadata reads the commit when git is not installed', async (t) => {
    const commit = await checkout('https://github.example/reef/models');
    setVariable(t, 'PATH', join(folder, 'missing'));
    assert.equal((await metadata())['ci_commit'], commit);
  });

  for (const branch of ['fix/#12-tides', 'récif/水位', "it's=50%", 'a(b),c!d$e&f;g|h<i>'])
    test(`createRunMetadata reads the commit of the branch ${branch}`, async () => {
      const commit = await checkout('https://github.example/reef/models');
      git('checkout', '-q', '-b', branch);
      assert.equal((await metadata())['ci_commit'], commit);
      git('pack-refs', '--all');
      assert.equal((await metadata())['ci_commit'], commit);
    });

  test('createRunMetadata uses GITHUB_SHA when the checkout is of another repository', async () => {
    await checkout('https://github.example/reef/other-models');
    assert.equal((await metadata())['ci_commit'], EVENT_COMMIT);
  });

  test('createRunMetadata uses GITHUB_SHA when the checkout of another repository has this one as a submodule', async () => {
    await checkout('https://github.example/reef/all-models');
    git('config', 'submodule.models.url', 'https://github.example/reef/models');
    assert.equal((await metadata())['ci_commit'], EVENT_COMMIT);
  });

  test('createRunMetadata reads a checkout in a folder of the workspace', async () => {
    await checkout('https://github.example/reef/tools', 'tools');
    const commit = await checkout('https://github.example/reef/models', 'model');
    await writeFile(join(folder, 'model/model.py'), 'print(2)\n');
    const facts = await metadata();
    assert.equal(facts['ci_commit'], commit);
    assert.equal(facts['ci_event_commit'], EVENT_COMMIT);
    assert.equal(facts['ci_dirty'], 'true');
  });

  for (const path of ['src/models', 'catkin/src/models'])
    test(`createRunMetadata reads a checkout in ${path}`, async () => {
      await checkout('https://github.example/reef/tools', 'src/tools');
      const commit = await checkout('https://github.example/reef/models', path);
      await symlink(path, join(folder, 'latest'));
      assert.equal((await metadata())['ci_commit'], commit);
    });

  test('createRunMetadata uses GITHUB_SHA when several folders of the workspace have a checkout', async () => {
    for (const name of ['before', 'after']) await checkout('https://github.example/reef/models', name);
    assert.equal((await metadata())['ci_commit'], EVENT_COMMIT);
  });

  test('createRunMetadata marks a checkout with changed tracked files as dirty, and ignores untracked files', async () => {
    await checkout('https://github.example/reef/models');
    await writeFile(join(folder, 'results.csv'), '1\n');
    assert.equal((await metadata())['ci_dirty'], undefined);
    await writeFile(join(folder, 'model.py'), 'print(2)\n');
    assert.equal((await metadata())['ci_dirty'], 'true');
  });

  test('createRunMetadata marks a checkout as dirty when the names of the changed files are long', async () => {
    await checkout('https://github.example/reef/models');
    const names = Array.from({ length: 6000 }, (_, i) => `${'n'.repeat(180)}-${i}`);
    for (const name of names) writeFileSync(join(folder, name), '');
    git('add', '.');
    git('commit', '-qm', 'many');
    for (const name of names) rmSync(join(folder, name));
    assert.equal((await metadata())['ci_dirty'], 'true');
  });

  test('createRunMetadata does not mark a checkout as dirty whose files a filter of the user has changed', async (t) => {
    setVariable(t, 'HOME', folder);
    await writeFile(join(folder, '.gitconfig'), '[filter "pointer"]\n\tclean = echo pointer\n');
    await mkdir(join(folder, 'model'));
    await writeFile(join(folder, 'model/.gitattributes'), 'model.py filter=pointer\n');
    await checkout('https://github.example/reef/models', 'model');
    runGit(join(folder, 'model'), '-c', 'filter.pointer.clean=echo pointer', 'add', '--renormalize', '.');
    runGit(join(folder, 'model'), 'commit', '-qm', 'pointer');
    await utimes(join(folder, 'model/model.py'), 1, 1);
    assert.equal((await metadata())['ci_dirty'], undefined);
    await writeFile(join(folder, 'model/.gitattributes'), '');
    assert.equal((await metadata())['ci_dirty'], 'true');
  });

  for (const [title, path] of [
    ['the checkout', 'model'],
    ['a submodule', 'model/part'],
  ] as const)
    test(`createRunMetadata starts no filter that the configuration of ${title} names`, async () => {
      const started = join(folder, 'started');
      await mkdir(join(folder, path), { recursive: true });
      await writeFile(join(folder, path, '.gitattributes'), 'model.py filter=own\n');
      await checkout('https://github.example/reef/models', path);
      if (path !== 'model') {
        await writeFile(
          join(folder, 'model/.gitmodules'),
          '[submodule "part"]\n\tpath = part\n\turl = ./part\n',
        );
        await checkout('https://github.example/reef/models', 'model');
      }
      runGit(join(folder, path), 'config', 'filter.own.clean', `cat; touch ${started}`);
      await utimes(join(folder, path, 'model.py'), 1, 1);
      assert.equal((await metadata())['ci_dirty'], undefined);
      assert.ok(!existsSync(started), `${started} exists`);
    });

  test('createRunMetadata marks a checkout as dirty that has a submodule without .gitmodules', async () => {
    await checkout('https://github.example/reef/other', 'part');
    await checkout('https://github.example/reef/models');
    assert.equal((await metadata())['ci_dirty'], undefined);
    await writeFile(join(folder, 'model.py'), 'print(2)\n');
    assert.equal((await metadata())['ci_dirty'], 'true');
  });

  test('createRunMetadata marks a checkout as dirty when .gitmodules hides the changes of its submodule', async () => {
    await checkout('https://github.example/reef/other', 'part');
    await writeFile(
      join(folder, '.gitmodules'),
      '[submodule "part"]\n\tpath = part\n\turl = ./part\n\tignore = all\n',
    );
    await checkout('https://github.example/reef/models');
    await writeFile(join(folder, 'part/results.csv'), '1\n');
    assert.equal((await metadata())['ci_dirty'], undefined);
    await writeFile(join(folder, 'part/model.py'), 'print(2)\n');
    assert.equal((await metadata())['ci_dirty'], 'true');
    runGit(join(folder, 'part'), 'commit', '-qam', 'second');
    assert.equal((await metadata())['ci_dirty'], 'true');
  });

  test('createRunMetadata marks a checkout with changed files of Git LFS as dirty', async (t) => {
    setVariable(t, 'PATH', `${folder}:${process.env['PATH']}`);
    await writeFile(join(folder, 'git-lfs'), '#!/bin/sh\nsed s/^/pointer:/\n', { mode: 0o755 });
    const model = join(folder, 'model');
    await mkdir(model);
    await writeFile(join(model, '.gitattributes'), 'model.py filter=lfs\n');
    await checkout('https://github.example/reef/models', 'model');
    runGit(model, 'config', 'filter.lfs.clean', 'git-lfs clean -- %f');
    runGit(model, 'add', '--renormalize', '.');
    runGit(model, 'commit', '-qm', 'pointer');
    await utimes(join(model, 'model.py'), 1, 1);
    assert.equal((await metadata())['ci_dirty'], undefined);
    await writeFile(join(model, 'model.py'), 'print(2)\n');
    assert.equal((await metadata())['ci_dirty'], 'true');
  });

  test('createRunMetadata fetches nothing for a partial clone', async () => {
    const started = join(folder, 'started');
    const source = join(folder, 'source');
    await checkout('https://github.example/reef/other', 'source');
    runGit(source, 'config', 'uploadpack.allowFilter', 'true');
    git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${source}`, 'model');
    const model = join(folder, 'model');
    runGit(model, 'read-tree', 'HEAD');
    runGit(model, 'rm', '-q', '--cached', 'model.py');
    await writeFile(join(model, 'renamed.py'), 'print(2)\n');
    runGit(model, 'add', 'renamed.py');
    runGit(model, 'config', 'remote.origin.uploadpack', `touch ${started}; git-upload-pack`);
    const commit = runGit(model, 'rev-parse', 'HEAD');
    await rm(source, { recursive: true });
    assert.equal((await metadata({ GITHUB_SHA: commit }))['ci_dirty'], 'true');
    assert.ok(!existsSync(started), `${started} exists`);
  });

  test('createRunMetadata marks a dirty checkout of the commit of the event when it has no remote', async () => {
    const commit = await checkout('https://github.example/reef/models');
    git('remote', 'remove', 'origin');
    assert.equal((await metadata({ GITHUB_SHA: commit }))['ci_dirty'], undefined);
    await writeFile(join(folder, 'model.py'), 'print(2)\n');
    assert.equal((await metadata())['ci_dirty'], undefined);
    assert.equal((await metadata({ GITHUB_SHA: commit }))['ci_dirty'], 'true');
  });

  test('createRunMetadata adds number and head commit of a pull request', async () => {
    const event = { pull_request: { number: 12, head: { sha: 'b'.repeat(40) } } };
    const facts = await eventMetadata(JSON.stringify(event));
    assert.equal(facts['ci_pull_request'], '12');
    assert.equal(facts['ci_pull_request_head'], 'b'.repeat(40));
  });

  test('createRunMetadata reads the checkout of the fork that a pull request is from', async () => {
    const commit = await checkout('https://github.example/eve/models');
    assert.equal((await metadata())['ci_commit'], EVENT_COMMIT);
    const head = { sha: commit, repo: { full_name: 'eve/models' } };
    const facts = await eventMetadata(JSON.stringify({ pull_request: { number: 12, head } }));
    assert.equal(facts['ci_commit'], commit);
    assert.equal(facts['ci_event_commit'], EVENT_COMMIT);
    assert.equal(facts['ci_repository'], 'reef/models');
  });

  test('createRunMetadata reads the checkout of the fork whose workflow run has completed', async () => {
    const commit = await checkout('https://github.example/eve/models');
    const event = { workflow_run: { head_repository: { full_name: 'eve/models' } } };
    assert.equal((await eventMetadata(JSON.stringify(event)))['ci_commit'], commit);
  });

  for (const [title, text] of [
    ['is not JSON', '{'],
    ['is of another kind', '{"ref":"x"}'],
  ] as const) {
    test(`createRunMetadata omits the pull request when the event ${title}`, async () => {
      assert.equal((await eventMetadata(text))['ci_pull_request'], undefined);
    });
  }
});
