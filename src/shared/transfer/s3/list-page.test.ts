import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { UnexpectedResponseError } from '../../client/errors.ts';
import { parseListPage } from './list-page.ts';
import { escapeXml, ListBucketResult, parseXml } from './xml.ts';

const requester = {
  createResponseError: (operation: string, problem: string) =>
    new UnexpectedResponseError(`${operation}: ${problem}`),
};

const parseByLibrary = (text: string) => {
  const body = Buffer.from(text);
  const page = parseXml(requester, 'ListObjectsV2', body, 'ListBucketResult', ListBucketResult);
  const { Contents = [], IsTruncated, NextContinuationToken } = page;
  return { Contents: Contents.map((object) => ({ ...object })), IsTruncated, NextContinuationToken };
};

const parse = (text: string) => {
  const page = parseListPage(Buffer.from(text));
  if (!page) return undefined;
  const { Contents = [], IsTruncated, NextContinuationToken } = page;
  const objects = Contents.map(({ Key, Size, ETag, LastModified }) => ({ Key, Size, ETag, LastModified }));
  return { Contents: objects, IsTruncated, NextContinuationToken };
};

const OBJECT =
  '<Contents><Key>a%2Fb+c</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag>' +
  '<Size>5</Size><Owner><ID>me</ID><DisplayName/></Owner><StorageClass>STANDARD</StorageClass></Contents>';
const formatPage = (content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name><Prefix/>${content}</ListBucketResult>`;

const accepted: readonly (readonly [title: string, text: string])[] = [
  ['no object', formatPage('<IsTruncated>false</IsTruncated>')],
  ['two objects', formatPage(`<IsTruncated>false</IsTruncated>${OBJECT}${OBJECT}`)],
  [
    'a token',
    formatPage(
      `${OBJECT}<IsTruncated>true</IsTruncated><NextContinuationToken>1/a+b==</NextContinuationToken>`,
    ),
  ],
  [
    'blanks between the elements',
    formatPage(
      `\n  ${OBJECT.replaceAll('><', '>\n    <')}\n  <IsTruncated> false </IsTruncated>\n`,
    ).replaceAll('/Name><', '/Name>\n <'),
  ],
  [
    'several checksum algorithms',
    formatPage(
      `${OBJECT.replace('<Owner>', '<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumAlgorithm>SHA1</ChecksumAlgorithm><Owner>')}<IsTruncated>false</IsTruncated>`,
    ),
  ],
];

for (const [title, text] of accepted) {
  test(`parseListPage reads a page with ${title} as the XML library does`, () => {
    const page = parse(text);
    assert.ok(page);
    assert.deepEqual(page, parseByLibrary(text));
  });
}

const END = '<IsTruncated>false</IsTruncated>';
const left: readonly (readonly [title: string, text: string])[] = [
  ['another document', '<html>Log in</html>'],
  ['nothing', ''],
  ['a document type', formatPage(END).replace('<List', '<!DOCTYPE l><List')],
  ['a comment', formatPage(`<!-- x -->${END}`)],
  ['CDATA', formatPage(OBJECT.replace('a%2Fb+c', '<![CDATA[a]]>') + END)],
  ['an attribute', formatPage(OBJECT.replace('<Key>', '<Key x="y">') + END)],
  ['a namespace prefix', formatPage(END).replaceAll('Name>', 's3:Name>')],
  ['a numeric entity', formatPage(OBJECT.replace('&quot;', '&#34;') + END)],
  ['an object without key', formatPage(OBJECT.replace('<Key>a%2Fb+c</Key>', '') + END)],
  ['an object with two keys', formatPage(OBJECT.replace('<Size>', '<Key>b</Key><Size>') + END)],
  ['elements in a key', formatPage(OBJECT.replace('a%2Fb+c', '<b>a</b>') + END)],
  ['text between elements', formatPage(`${OBJECT.replace('<Key>', 'x<Key>')}${END}`)],
  ['an object in another element', formatPage(`<Other>${OBJECT}</Other>${OBJECT}${END}`)],
  ['very many elements in one', formatPage(`<Other>${'<a/>'.repeat(2_000_000)}</Other>${END}`)],
  ['elements that are not nested', formatPage(`<Contents><Key>a</Contents></Key>${END}`)],
  ['no end', formatPage(OBJECT + END).slice(0, -5)],
  ['text after the end', `${formatPage(END)}x`],
  ['no IsTruncated', formatPage(OBJECT)],
];

for (const [title, text] of left) {
  test(`parseListPage leaves a page with ${title} to the XML library`, () => {
    assert.equal(parse(text), undefined);
  });
}

test('parseListPage reads any text as the XML library does, or not at all', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'é', '&', '<', '>', '"', "'", '%', '+', ' ', '\n', ']'),
  });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, text), { maxLength: 4 }),
      text,
      fc.boolean(),
      (objects, raw, isRaw) => {
        const contents = objects.map(([key, etag]) =>
          OBJECT.replace('a%2Fb+c', () => escapeXml(key)).replace('&quot;e&quot;', () =>
            isRaw ? raw : escapeXml(etag),
          ),
        );
        const page = formatPage(`${END}${contents.join('')}`);
        const parsed = parse(page);
        if (parsed) assert.deepEqual(parsed, parseByLibrary(page));
        else assert.ok(isRaw && objects.length > 0 && /[<&]/.test(raw));
      },
    ),
    { numRuns: 500 },
  );
});
