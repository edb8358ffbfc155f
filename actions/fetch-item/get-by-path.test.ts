import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { UserError } from '../../src/shared/documents/problem.ts';
import { getByPath } from './get-by-path.ts';

const ITEM = {
  id: '10378.1/1',
  history: [{ reason: 'first' }, { reason: 'second' }],
  collection_format: { dataset_info: { name: 'Readings', keywords: ['a', 'b'] } },
  empty: null,
};

suite('getByPath', () => {
  const rows: readonly [path: string, expected: unknown][] = [
    ['id', '10378.1/1'],
    ['collection_format.dataset_info.name', 'Readings'],
    ['collection_format.dataset_info.keywords[1]', 'b'],
    ['history[0].reason', 'first'],
    ['history', ITEM.history],
    ['empty', null],
  ];
  for (const [path, expected] of rows)
    test(`getByPath returns the value at ${path}`, () =>
      assert.deepEqual(getByPath(ITEM, path, 'query'), expected));

  const failures: readonly [what: string, path: string, message: RegExp][] = [
    ['suggests a similar key', 'collection_format.dataset_info.nam', /has no "nam".*Did you mean "name"/],
    ['lists the keys', 'collection_format.zzzzzz', /collection_format has no "zzzzzz"\. It has dataset_info/],
    ['names the length of a list', 'history[5]', /history is a list of 2, without an entry 5/],
    ['names the value that has no keys', 'id.x', /id is "10378.1\/1", and has no "x"/],
    ['rejects keys of the prototype', '__proto__.x', /is not a path/],
    ['rejects an unclosed index', 'history[0', /is not a path/],
  ];
  for (const [title, path, message] of failures)
    test(`${title} when the path is ${path}`, () =>
      assert.throws(
        () => getByPath(ITEM, path, 'query'),
        (error) =>
          error instanceof UserError && /^input query: /.test(error.message) && message.test(error.message),
      ));
});
