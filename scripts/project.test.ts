import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createTemporaryFolder } from '../sandbox/testing/temporary-folder.ts';

test('listFiles lists a file once while a merge conflicts in it', async (t) => {
  const folder = createTemporaryFolder(t);
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' });
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
  assert.equal(spawnSync('git', [...identity, 'merge', 'other'], { cwd: folder }).status, 1);
  const { listFiles } = await import(pathToFileURL(join(folder, 'scripts/project.ts')).href);
  assert.deepEqual(listFiles(/\.md$/), ['file.md']);
});
