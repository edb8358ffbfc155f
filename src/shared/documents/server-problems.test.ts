import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { InvalidError, NotFoundError, RequestRejectedError } from '../client/index.ts';
import { formatProblem, UserError } from './problem.ts';
import { extractServerProblems, locateServerError } from './server-problems.ts';
import { readTestFile } from './testing/documents-support.ts';

const TEXT = 'name: a\ninfo:\n  date: x\n';
const issue = (path: readonly (string | number)[], message: string) => ({
  path,
  message,
  code: 'value_error',
});

suite('what a server says of a document', () => {
  const said = async (error: unknown) =>
    extractServerProblems(error, await readTestFile('d.yaml', TEXT))?.map(formatProblem);

  test('stands at the lines that it is about, as far as it tells', async () => {
    const issues = [
      issue(['body', 'info', 'date'], 'no date'),
      issue(['name'], 'too short'),
      issue(['body', 'info', '__root__'], 'no good'),
      issue(['info', 'none', 3], 'missing'),
    ];
    assert.deepEqual(await said(new InvalidError('bad', { issues })), [
      'd.yaml:3:9: info.date: the server refuses it: no date',
      'd.yaml:1:7: name: the server refuses it: too short',
      'd.yaml:3:3: info: the server refuses it: no good',
      'd.yaml:2:1: info.none[3]: the server refuses it: missing',
    ]);
  });

  test('is about the whole where it names no field', async () => {
    assert.deepEqual(await said(new RequestRejectedError('refused: taken', { detail: 'taken' })), [
      'd.yaml:1:1: the server refuses it: taken',
    ]);
    assert.deepEqual(await said(new InvalidError('bad', { issues: [] })), [
      'd.yaml:1:1: the server refuses it: bad',
    ]);
  });

  test('is nothing where the error is about something else', async () => {
    assert.equal(await said(new NotFoundError('gone', {})), undefined);
    assert.equal(await said(new Error('x')), undefined);
  });

  test('becomes an error of the document only where it names fields', async () => {
    const source = await readTestFile('d.yaml', TEXT);
    const named = new InvalidError('bad', { issues: [issue(['name'], 'too short')] });
    const error = locateServerError(named, source);
    assert.ok(error instanceof UserError);
    assert.equal(error.cause, named);
    assert.equal(error.message, 'd.yaml:1:7: name: the server refuses it: too short');
    for (const other of [
      new InvalidError('bad', { issues: [] }),
      new RequestRejectedError('no', {}),
      new Error('x'),
    ])
      assert.equal(locateServerError(other, source), other);
  });
});
