import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { TemporaryFile } from './temporary-file.ts';

test('a temporary file returns what was appended and leaves nothing in its folder', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'temporary-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = new TemporaryFile(folder);
  file.append(Buffer.from('abc'));
  file.append(Buffer.from('def'));
  const buffer = Buffer.alloc(4);
  assert.equal(file.size, 6);
  assert.equal(file.read(buffer, 2), 4);
  assert.equal(buffer.toString(), 'cdef');
  if (process.platform !== 'win32') assert.deepEqual(readdirSync(folder), []);
});
