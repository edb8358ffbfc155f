import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { getErrorLines } from '../testing/documents-support.ts';
import { readRange } from './file-part.ts';
import { readLines } from './lines.ts';
import { readText } from './text-file.ts';

suite('readLines', async () => {
  const workspace = createTemporaryFolder();

  async function read(content: string | Uint8Array) {
    await writeFile(join(workspace, 'file.jsonl'), content);
    return Array.fromAsync(readLines({ path: 'file.jsonl', input: 'files', workspace }));
  }

  test('readLines returns the lines of any text, and readRange each of them', async () => {
    const property = fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async (parts) => {
      const lines = parts.map((part) => part.replace(/[\r\n\uFEFF]/g, ' '));
      const found = await read(lines.map((line, i) => `${line}${i % 2 ? '\r\n' : '\n'}`).join(''));
      const texts = found.map(({ text }) => text);
      assert.deepEqual(texts, lines);
      for (const [i, { number, range, text }] of found.entries()) {
        assert.equal(number, i + 1);
        assert.equal(readRange(join(workspace, 'file.jsonl'), range).replace('\r', ''), text);
      }
    });
    await fc.assert(property, { numRuns: 30 });
  });

  // This file can be opened, but its first page cannot be read.
  const options = { skip: process.platform === 'linux' ? false : 'needs /proc of Linux' };
  test(
    'readLines and readText name the input and the reason when a file can be opened, but not read',
    options,
    async () => {
      const file = { path: '/proc/self/mem', input: 'files', workspace };
      const expected = ['/proc/self/mem: input files: the file cannot be read: the disk reports an error'];
      assert.deepEqual(await getErrorLines(() => Array.fromAsync(readLines(file))), expected);
      assert.deepEqual(await getErrorLines(() => readText(file)), expected);
    },
  );

  test('readLines returns lines when they are larger than what is read at once', async () => {
    const lines = ['a'.repeat(300_000), '', '水'.repeat(200_000), 'end'];
    const texts = (await read(`\uFEFF${lines.join('\n')}`)).map(({ text }) => text);
    assert.deepEqual(texts, lines);
  });

  test('readLines rejects what is not UTF-8, and a pointer of Git LFS', async () => {
    assert.deepEqual(await getErrorLines(() => read(Uint8Array.of(123, 10, 255, 10))), [
      'file.jsonl:2:1: input files: the file is not UTF-8 text. Save it in this encoding',
    ]);
    const [pointer] = await getErrorLines(() => read('version https://git-lfs.github.com/spec/v1\n'));
    assert.match(pointer ?? '', /^file\.jsonl: input files: the file contains only a pointer of Git LFS/);
  });

  test('readLines reports the place of a byte that is not UTF-8, of a NUL, and a file in another format', async () => {
    const lines = '{"a": 1}\n'.repeat(30_000);
    for (const byte of [0xe9, 0])
      assert.match(
        (
          await getErrorLines(() => read(Buffer.concat([Buffer.from(`${lines}{"é": "`), Buffer.of(byte)])))
        )[0] ?? '',
        /^file\.jsonl:30001:8: input files: the file is not UTF-8 text/,
      );
    for (const [bytes, reason] of [
      [Buffer.from('\uFEFF{"a": 1}', 'utf16le'), 'the file is UTF-16 text. Save it as UTF-8'],
      [gzipSync('{"a": 1}'), 'the file is compressed with gzip. Decompress it'],
      [Buffer.from('PK\x03\x04\x14\0\x06\0'), 'the file is a ZIP archive, such as an Excel workbook'],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'the file is a document of Microsoft Office'],
    ] as const) {
      const [line = ''] = await getErrorLines(() => read(bytes));
      assert.ok(line.startsWith(`file.jsonl: input files: ${reason}`), line);
    }
  });

  test('readRange returns an empty text when the file cannot be read', () => {
    assert.equal(readRange(join(workspace, 'none'), { start: 0, end: 5 }), '');
  });
});
