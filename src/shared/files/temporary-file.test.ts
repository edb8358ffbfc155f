import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import { TemporaryFile } from './temporary-file.ts';

test('a temporary file returns what was appended and leaves nothing in its folder', (t) => {
  const folder = createTemporaryFolder(t);
  const file = new TemporaryFile(folder);
  file.append(Buffer.from('abc'));
  file.append(Buffer.from('def'));
  const buffer = Buffer.alloc(4);
  assert.equal(file.size, 6);
  assert.equal(file.read(buffer, 2), 4);
  assert.equal(buffer.toString(), 'cdef');
  if (process.platform !== 'win32') assert.deepEqual(readdirSync(folder), []);
});

test('a temporary file names its folder when it cannot be written', {
  skip: process.platform === 'win32',
}, (t) => {
  const folder = createTemporaryFolder(t);
  const module = JSON.stringify(import.meta.resolve('./temporary-file.ts'));
  const script = `import { TemporaryFile } from ${module};
    try { new TemporaryFile(process.argv[1]).append(Buffer.alloc(100_000)); }
    catch ({ message, code, path }) { console.log(JSON.stringify({ message, code, path })); }`;
  const command = 'ulimit -f 8; exec "$0" --input-type=module --eval "$1" "$2"';
  const output = execFileSync('sh', ['-c', command, process.execPath, script, folder], { encoding: 'utf8' });
  const { message, code, path } = JSON.parse(output);
  assert.deepEqual([code, path], ['EFBIG', folder]);
  assert.ok(message.endsWith(` to a temporary file in ${folder}`), message);
});
