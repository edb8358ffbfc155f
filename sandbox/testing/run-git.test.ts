import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runGit } from './run-git.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

test('runGit works in its folder when the tests are run by a Git hook of another repository', (t) => {
  const [own, other] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  runGit(other, 'init', '--quiet');
  process.env['GIT_DIR'] = `${other}/.git`;
  runGit(own, 'init', '--quiet');
  runGit(own, 'commit', '--quiet', '--allow-empty', '--message', 'Own');
  delete process.env['GIT_DIR'];
  assert.equal(runGit(own, 'log', '--format=%s'), 'Own');
});
