import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runGit } from '../sandbox/testing/run-git.ts';
import { createTemporaryFolder } from '../sandbox/testing/temporary-folder.ts';

test('listFiles lists a file once while a merge conflicts in it', async (t) => {
  const folder = createTemporaryFolder(t);
  const git = (...args: readonly string[]) => runGit(folder, ...args);
  const commit = (text: string) => {
    writeFileSync(join(folder, 'file.md'), text);
    git('add', '.');
    git('commit', '--message', text);
  };
  mkdirSync(join(folder, 'scripts'));
  copyFileSync(join(import.meta.dirname, 'project.ts'), join(folder, 'scripts/project.ts'));
  git('init', '--initial-branch', 'main');
  commit('base');
  git('checkout', '-b', 'other');
  commit('theirs');
  git('checkout', 'main');
  commit('ours');
  assert.throws(() => git('merge', 'other'), { status: 1 });
  const { listFiles } = await import(pathToFileURL(join(folder, 'scripts/project.ts')).href);
  assert.deepEqual(listFiles(/\.md$/), ['file.md']);
});
