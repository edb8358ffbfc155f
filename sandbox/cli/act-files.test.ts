import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { writeActFiles } from './act-files.ts';

const SETTINGS = { vars: { ORGANISATION_ID: '10378.1/1' }, secrets: { PROVENA_OFFLINE_TOKEN: 'token' } };

suite('writeActFiles', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'act-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('writeActFiles writes files that only their owner can read, and its result deletes them', async () => {
    const remove = await writeActFiles(folder, SETTINGS);
    assert.match(readFileSync(join(folder, '.vars'), 'utf8'), /^ORGANISATION_ID='10378\.1\/1'$/m);
    assert.match(readFileSync(join(folder, '.secrets'), 'utf8'), /^PROVENA_OFFLINE_TOKEN='token'$/m);
    assert.equal(statSync(join(folder, '.secrets')).mode & 0o777, 0o600);
    await remove();
    assert.ok(!existsSync(join(folder, '.vars')) && !existsSync(join(folder, '.secrets')));
  });

  test('writeActFiles replaces the files of an earlier sandbox', async () => {
    await writeActFiles(folder, SETTINGS);
    await writeActFiles(folder, { ...SETTINGS, secrets: { PROVENA_OFFLINE_TOKEN: 'new' } });
    assert.match(readFileSync(join(folder, '.secrets'), 'utf8'), /'new'/);
  });

  test('writeActFiles leaves the files of a later sandbox when the earlier one ends', async () => {
    const remove = await writeActFiles(folder, SETTINGS);
    await writeActFiles(folder, { ...SETTINGS, secrets: { PROVENA_OFFLINE_TOKEN: 'new' } });
    await remove();
    assert.match(readFileSync(join(folder, '.secrets'), 'utf8'), /'new'/);
  });

  test('writeActFiles throws when a file cannot be read', async () => {
    mkdirSync(join(folder, '.vars'));
    await assert.rejects(writeActFiles(folder, SETTINGS), /--act: .*\.vars cannot be read/);
  });

  test('writeActFiles throws and changes nothing when a file is the user’s own', async () => {
    writeFileSync(join(folder, '.secrets'), 'MINE=1\n');
    await assert.rejects(writeActFiles(folder, SETTINGS), /--act: .*\.secrets already exists/);
    assert.equal(readFileSync(join(folder, '.secrets'), 'utf8'), 'MINE=1\n');
    assert.ok(!existsSync(join(folder, '.vars')));
  });

  test('writeActFiles does not write through a link', async () => {
    const target = join(folder, 'target');
    symlinkSync(target, join(folder, '.secrets'));
    await writeActFiles(folder, SETTINGS);
    assert.ok(!existsSync(target));
  });

  test('writeActFiles throws when the folder does not exist', async () => {
    await assert.rejects(writeActFiles(join(folder, 'missing'), SETTINGS), /--act: .* cannot be written/);
  });
});
