import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseReduced } from './reduce-entries.ts';

const parse = (text: string, reduce: (entry: unknown) => unknown = (entry) => entry): unknown =>
  parseReduced(Buffer.from(text), { property: 'jobs', reduce });

test('parseReduced reads any JSON as JSON.parse does when entries are kept', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.array(fc.jsonValue()), fc.nat(3), (other, jobs, indent) => {
      for (const value of [other, jobs, { jobs }, { jobs: other }, { other, jobs }, { jobs, other }]) {
        const text = JSON.stringify(value, null, indent);
        assert.equal(JSON.stringify(parse(text)), JSON.stringify(value));
      }
    }),
  );
});

test('parseReduced reduces each entry of a list that is longer than a piece, with any characters', () => {
  const jobs = Array.from({ length: 2000 }, (_, i) => ({
    id: i,
    text: `${'水\u{1f600}"\\'.repeat(20)}${i}`,
  }));
  const text = JSON.stringify({ jobs, pagination_key: { at: 1 } });
  const reduced = parse(text, (entry) => Object(entry).id);
  assert.deepEqual(reduced, { jobs: jobs.map(({ id }) => id), pagination_key: { at: 1 } });
});

test('parseReduced returns the last list when the document has two of the name', () => {
  assert.deepEqual(parse('{"jobs":[1,2],"jobs":[3]}'), { jobs: [3] });
});

test('parseReduced throws a SyntaxError when the text is not JSON', () => {
  for (const text of ['', '{', '{"jobs":[1,]}', '{"jobs":[1,,2]}', '{"jobs":[1 2]}', '{"jobs":[1]', 'jobs'])
    assert.throws(() => parse(text), SyntaxError, text);
});
