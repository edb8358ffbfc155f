import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../../../sandbox/testing/temporary-folder.ts';
import { writeFileAtomically } from './write-file.ts';

test('writeFileAtomically names the link when a parent folder of the file is a symbolic link', async (t) => {
  const [workspace, elsewhere] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  symlinkSync(elsewhere, join(workspace, 'link'));
  mkdirSync(join(elsewhere, 'sub'));
  const file = { workspace, path: 'link/sub/items.json', input: 'file' };
  await assert.rejects(writeFileAtomically(file, 'x'), {
    message: `input file: ${join(workspace, 'link')} cannot be written: it is a symbolic link. Remove the link, or name its target`,
  });
  assert.deepEqual(readdirSync(join(elsewhere, 'sub')), []);
});
