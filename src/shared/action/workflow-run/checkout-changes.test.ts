import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { runGit } from '../../../../sandbox/testing/run-git.ts';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { hasChanges, listWrittenFiles } from './checkout-changes.ts';

suite('changes of a checkout', () => {
  const folder = createTemporaryFolder();
  const workspace = join(folder, 'workspace');
  const documents = join(workspace, 'documents');
  const write = (name: string, text: string): void => writeFileSync(join(documents, name), text);
  mkdirSync(documents, { recursive: true });
  write('.gitignore', 'ignored*\n');
  write('committed.yaml', 'a');
  write('changed.yaml', 'a');
  write('former.yaml', 'a long text, so that Git recognizes it under another name');
  symlinkSync('committed.yaml', join(documents, 'link.yaml'));
  symlinkSync('ignored.yaml', join(documents, 'link-to-ignored.yaml'));
  runGit(workspace, 'init', '--quiet');
  runGit(workspace, 'add', '.');
  runGit(workspace, 'commit', '--quiet', '--message', 'Documents');
  write('changed.yaml', 'b');
  write('ignored.yaml', 'a');
  write('récif "new".yaml', 'a');
  runGit(documents, 'mv', 'former.yaml', 'renamed.yaml');
  mkdirSync(join(documents, 'ignored-folder'));
  write('ignored-folder/a.yaml', 'a');

  /** Counts the git processes that work starts. */
  async function countProcesses(work: () => Promise<unknown>): Promise<number> {
    const path = process.env['PATH'];
    const log = join(folder, 'processes');
    const git = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'bin/git'), `#!/bin/sh\necho >>'${log}'\nexec '${git}' "$@"\n`, {
      mode: 0o755,
    });
    process.env['PATH'] = `${join(folder, 'bin')}:${path}`;
    try {
      await work();
      return readFileSync(log, 'utf8').length;
    } finally {
      process.env['PATH'] = path;
      rmSync(log, { force: true });
    }
  }

  test('listWrittenFiles lists the files that are not as in the commit, and links to them', async () => {
    const names = [
      'committed.yaml',
      'changed.yaml',
      'ignored.yaml',
      'récif "new".yaml',
      'renamed.yaml',
      'link.yaml',
      'link-to-ignored.yaml',
    ];
    // All names together are longer than the arguments of a process can be.
    const missing = Array.from({ length: 10_000 }, (_, i) => `${'n'.repeat(240)}-${i}`);
    const written = await listWrittenFiles(
      workspace,
      [...names, ...missing].map((name) => `documents/${name}`),
    );
    assert.deepEqual(
      [...(written ?? [])].toSorted(),
      names
        .filter((name) => !['committed.yaml', 'link.yaml'].includes(name))
        .map((name) => `documents/${name}`)
        .toSorted(),
    );
    const ignored = ['documents/ignored-folder/a.yaml'];
    assert.deepEqual([...((await listWrittenFiles(workspace, ignored)) ?? [])], ignored);
  });

  test('listWrittenFiles returns undefined without a checkout', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'a');
    assert.equal(await listWrittenFiles(folder, ['a.yaml']), undefined);
  });

  test('listWrittenFiles starts two processes for the files of a folder, and hasChanges two without submodules', async () => {
    const files = ['committed.yaml', 'changed.yaml', 'renamed.yaml'].map((name) => `documents/${name}`);
    rmSync(join(documents, 'ignored-folder'), { recursive: true });
    assert.equal(await countProcesses(() => listWrittenFiles(workspace, files)), 2);
    assert.equal(await countProcesses(() => hasChanges(workspace)), 2);
  });
});
