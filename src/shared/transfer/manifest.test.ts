import assert from 'node:assert/strict';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import { InvalidError } from '../client/index.ts';
import { ArraySplitter } from '../client/json/array-splitter.ts';
import { formatManifest, type ManifestEntry, parseManifest, readManifestFile } from './manifest.ts';

const HEAD = {
  manifest: 1,
  direction: 'upload',
  bucket: 'b',
  prefix: '"files":[{',
  started: '2026-01-01T00:00:00Z',
  finished: '2026-01-01T00:00:00Z',
} as const;

function createEntries(count: number): ManifestEntry[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${String(i).padStart(6, '0')} "é\\\n[]{},\u{1f600}`,
    key: `datasets/${i}`,
    size: i,
    outcome: 'failed',
    upload: { id: 'u', parts: [{ number: 1, etag: '"e"', crc32: 'AAAAAA==' }] },
  }));
}

test('a manifest is the same document whether it is written in pieces or at once, and reads back', (t) => {
  for (const count of [0, 1, 2, 10_000]) {
    const manifest = { ...HEAD, files: createEntries(count) };
    const text = [...formatManifest(manifest)].join('');
    assert.equal(text, JSON.stringify(manifest, null, 1));
    const path = join(createTemporaryFolder(t), 'manifest.json');
    writeFileSync(path, text);
    for (const read of [readManifestFile(path), parseManifest(JSON.stringify(manifest))])
      assert.deepEqual({ ...read, files: [...read.files] }, manifest);
  }
});

test('ArraySplitter separates the elements of its array from any JSON, wherever the pieces end', () => {
  const elements = fc.array(fc.jsonValue());
  fc.assert(
    fc.property(elements, fc.jsonValue(), fc.jsonValue(), fc.nat(7), (files, before, after, indent) => {
      const text = JSON.stringify({ before, files, after }, null, indent);
      for (const length of [1, 3, text.length + 1]) {
        const found: unknown[] = [];
        const splitter = new ArraySplitter('files', (element) => found.push(JSON.parse(element)));
        for (let at = 0; at < text.length; at += length) splitter.write(text.slice(at, at + length));
        const expected = JSON.stringify({ before, files: files.map(() => 0), after });
        assert.equal(JSON.stringify(JSON.parse(splitter.end())), expected);
        assert.equal(JSON.stringify(found), JSON.stringify(files));
      }
    }),
  );
});

test('parseManifest names what it expected and found in each invalid field', () => {
  const text = JSON.stringify({ ...HEAD, direction: 'up', bucket: undefined, files: [{ name: 1 }] });
  assert.throws(
    () => parseManifest(text),
    /:\n {2}direction: expected one of "upload", "download"\n {2}bucket: expected a string, found nothing\n {2}files\[0\]\.name: expected a string, found a number\n/,
  );
});

test('parseManifest rejects documents that are not manifests', () => {
  const text = JSON.stringify({ ...HEAD, files: createEntries(2) });
  const invalid: readonly (readonly [string, RegExp])[] = [
    ['', /not valid JSON/],
    ['{"files":[{]}', /not valid JSON/],
    [text.slice(0, -2), /not valid JSON/],
    [text.replace('},{', '}{'), /not valid JSON/],
    [text.replace('},{', '},,{'), /not valid JSON/],
    ['[]', /not a manifest/],
    ['{"files":{}}', /not a manifest/],
    [text.replace('"size":1', '"size":"1"'), /not a manifest/],
    [text.replace('"bucket":"b"', '"bucket":1'), /not a manifest/],
    [JSON.stringify({ ...HEAD, files: [0] }), /not a manifest/],
  ];
  for (const [document, message] of invalid)
    assert.throws(
      () => parseManifest(document),
      (error) => error instanceof InvalidError && message.test(error.message),
      document.slice(0, 80),
    );
  assert.throws(
    () => parseManifest(text.replace('"size":1', '"size":"1"')),
    (error) =>
      error instanceof InvalidError && error.issues.some(({ path }) => path.join('.') === 'files.1.size'),
  );
});

test('parseManifest stops collecting issues at 100 when many files are invalid', () => {
  const text = JSON.stringify({ ...HEAD, files: Array.from({ length: 200 }, () => 0) });
  assert.throws(
    () => parseManifest(text),
    (error) => error instanceof InvalidError && error.issues.length === 100,
  );
});

test('readManifestFile rejects a file of 3 GB with data, which is longer than a string can be', (t) => {
  const path = join(createTemporaryFolder(t), 'data.bin');
  // A sparse file, which takes no space.
  writeFileSync(path, '');
  truncateSync(path, 3_000_000_000);
  assert.throws(() => readManifestFile(path), {
    name: 'InvalidError',
    message: /^the file is not a manifest/,
  });
});
