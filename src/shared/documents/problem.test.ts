import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ProblemList, UserError } from './problem.ts';

const createProblems = (source: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ message: `problem ${i}`, place: { source, line: i + 1 } }));

suite('ProblemList', () => {
  test('ProblemList counts all problems, in total and by document, and keeps the first thousand', () => {
    const list = new ProblemList(createProblems('a.yaml', 400));
    list.add(createProblems('b.yaml', 700));
    const other = new ProblemList(createProblems('b.yaml', 5000));
    list.addList(other);
    assert.equal(list.count, 6100);
    assert.deepEqual(
      [list.countIn('a.yaml'), list.countIn('b.yaml'), list.countIn('c.yaml')],
      [400, 5700, 0],
    );
    assert.equal(list.listed.length, 1000);
    assert.deepEqual(list.listed.at(-1), createProblems('b.yaml', 600).at(-1));
    assert.equal(other.listed.length, 1000);
  });

  test('UserError states the number of the problems that a list does not keep', () => {
    const list = new ProblemList(createProblems('a.yaml', 1500));
    const error = new UserError(list);
    assert.equal(error.problemList.count, 1500);
    assert.equal(error.problems.length, 1000);
    assert.match(error.message, /^a\.yaml, line 1: problem 0\n.*\n… and 500 more$/s);
    assert.deepEqual(new UserError('x').problems, [{ message: 'x' }]);
  });
});
