import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isHandle, isOtherUrl, toHandle } from './parse-handle.ts';

const HANDLE = '10378.1/1234567';

suite('toHandle', () => {
  for (const text of [
    HANDLE,
    `${HANDLE}/`,
    `https://hdl.handle.net/${HANDLE}`,
    `http://hdl.handle.net/${HANDLE}/`,
    `HTTPS://HDL.HANDLE.NET/${HANDLE}?noredirect`,
    `hdl.handle.net/${HANDLE}`,
    `hdl:${HANDLE}`,
    `hdl://${HANDLE}`,
    `info:hdl/${HANDLE}`,
    'https://hdl.handle.net/10378.1%2F1234567',
    `https://registry.example.org/item/${HANDLE}?view=overview#top`,
    `https://data.example.org/dataset/${HANDLE}/`,
    `http://127.0.0.1:5003/${HANDLE}`,
    `https://handle.example.org/handle/get?id=${HANDLE}`,
    `https://handle.example.org/handle/get?id=10378.1%2F1234567`,
    `${HANDLE}\u200b`,
    `\ufeff10378.1/123\u00ad4567 `,
    `\u200bhttps://hdl.handle.net/${HANDLE}`,
    `"${HANDLE}"`,
    `'${HANDLE}'`,
  ]) {
    test(`toHandle returns the handle of ${JSON.stringify(text)}`, () =>
      assert.equal(toHandle(text), HANDLE));
  }

  for (const text of [
    'me',
    '',
    'https://example.org/about',
    'https://example.org/a/b',
    'https://example.org/10378.1/1/files',
    'https://',
    'hdl:',
    'https://example.org/%zz/1',
    ` ${'/'.repeat(100_000)}`,
    `"${HANDLE}`,
  ]) {
    test(`toHandle returns ${text.slice(0, 40)} unchanged`, () => assert.equal(toHandle(text), text));
  }
});

test('isHandle accepts any visible character after the slash, and no scheme', () => {
  assert.ok(isHandle('20.500.12345/A-b.c:d(e)/f'));
  for (const text of ['me', 'doi:10.1/x', 'https://example.org/a', '10378.1/x y', '10378.1/', '/x'])
    assert.ok(!isHandle(text), text);
});

test('isOtherUrl recognizes a URL after invisible characters', () => {
  assert.ok(isOtherUrl('\u200bhttps://example.org/about'));
  assert.ok(!isOtherUrl(HANDLE));
});
