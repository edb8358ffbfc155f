import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { InvalidError, NotFoundError, RequestRejectedError } from '../../client/index.ts';
import { formatProblem, UserError } from '../problem.ts';
import { readTestFile } from '../testing/documents-support.ts';
import { extractServerProblems, locateServerError } from './server-problems.ts';

const TEXT = 'name: a\ninfo:\n  date: x\n';
const issue = (path: readonly (string | number)[], message: string) => ({
  path,
  message,
  code: 'value_error',
});

suite('problems that the server reports', () => {
  const locate = async (error: unknown) =>
    extractServerProblems(error, await readTestFile('d.yaml', TEXT))?.map(formatProblem);

  test('problem of the server gets the line of the value that it names', async () => {
    const issues = [
      issue(['body', 'info', 'date'], 'no date'),
      issue(['name'], 'too short'),
      issue(['body', 'info', '__root__'], 'no good'),
      issue(['info', 'none', 3], 'missing'),
    ];
    assert.deepEqual(await locate(new InvalidError('bad', { issues })), [
      'd.yaml:3:9: info.date: the server rejects it: no date',
      'd.yaml:1:7: name: the server rejects it: too short',
      'd.yaml:3:3: info: the server rejects it: no good',
      'd.yaml:2:1: info.none[3]: the server rejects it: missing',
    ]);
  });

  test('problem of the server concerns the document when it names no field', async () => {
    assert.deepEqual(await locate(new RequestRejectedError('rejected: taken', { detail: 'taken' })), [
      'd.yaml:1:1: the server rejects it: taken',
    ]);
    assert.deepEqual(await locate(new InvalidError('bad', { issues: [] })), [
      'd.yaml:1:1: the server rejects it: bad',
    ]);
  });

  test('problem of the server gets the place of the field with the handle that it names', async () => {
    const source = await readTestFile('d.yaml', 'ids:\n  - 10378.1/12\n  - 10378.1/1\nowner: 10378.1/123\n');
    const at = (detail: string) =>
      extractServerProblems(new RequestRejectedError('no', { detail }), source)?.map(formatProblem);
    const rows: readonly (readonly [sentence: string, place: string])[] = [
      ['There is no item 10378.1/1.', 'd.yaml:3:5: ids[1]'],
      ["id='10378.1/123', unknown", 'd.yaml:4:8: owner'],
      ['10378.1/12', 'd.yaml:2:5: ids[0]'],
    ];
    for (const [sentence, place] of rows)
      assert.deepEqual(at(sentence), [`${place}: the server rejects it: ${sentence}`]);
    for (const other of ['10378.1/1234', '10378.1/12-3', '110378.1/12', '10378.1/12.3'])
      assert.deepEqual(at(other), [`d.yaml:1:1: the server rejects it: ${other}`]);
    assert.ok(
      locateServerError(new RequestRejectedError('no', { detail: 'not 10378.1/12' }), source) instanceof
        UserError,
    );
    const partial = new RequestRejectedError('no', { detail: 'not 10378.1/12', partial: { handle: 'x' } });
    assert.equal(locateServerError(partial, source), partial);
  });

  test('error of the server has no problems when it concerns something else', async () => {
    assert.equal(await locate(new NotFoundError('gone', {})), undefined);
    assert.equal(await locate(new Error('x')), undefined);
  });

  test('error of the server becomes an error of the document only when it names fields', async () => {
    const source = await readTestFile('d.yaml', TEXT);
    const named = new InvalidError('bad', { issues: [issue(['name'], 'too short')] });
    const error = locateServerError(named, source);
    assert.ok(error instanceof UserError);
    assert.equal(error.cause, named);
    assert.equal(error.message, 'd.yaml:1:7: name: the server rejects it: too short');
    for (const other of [
      new InvalidError('bad', { issues: [] }),
      new RequestRejectedError('no', {}),
      new Error('x'),
    ])
      assert.equal(locateServerError(other, source), other);
  });
});
