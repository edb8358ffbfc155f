import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { startLoopbackProxy } from '../testing/loopback-proxy.ts';
import { EntryParser } from './reduce-entries.ts';

/** Parses a string that is received in pieces of `pieceBytes`. */
function parse(
  text: string,
  reduce: (entry: unknown) => unknown = (entry) => entry,
  pieceBytes = 65_536,
): unknown {
  const parser = new EntryParser({ property: 'jobs', reduce });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) parser.write(bytes.subarray(at, at + pieceBytes));
  return parser.end();
}

test('EntryParser reads any JSON as JSON.parse does when entries are kept', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.array(fc.oneof(fc.jsonValue(), fc.stringMatching(/^[\\"a,[{]*$/))),
      fc.nat(3),
      fc.integer({ min: 1, max: 20 }),
      (other, jobs, indent, pieceBytes) => {
        for (const value of [other, jobs, { jobs }, { jobs: other }, { other, jobs }, { jobs, other }]) {
          const text = JSON.stringify(value, null, indent);
          const parsed = parse(text, undefined, pieceBytes);
          assert.equal(JSON.stringify(parsed), JSON.stringify(value));
        }
      },
    ),
  );
});

test('EntryParser reduces each entry of a list that is longer than a piece, with any characters', () => {
  const jobs = Array.from({ length: 2000 }, (_, i) => ({
    id: i,
    text: `${'水\u{1f600}"\\'.repeat(20)}${i}`,
  }));
  const text = JSON.stringify({ jobs, pagination_key: { at: 1 } });
  const reduced = parse(text, (entry) => Object(entry).id);
  assert.deepEqual(reduced, { jobs: jobs.map(({ id }) => id), pagination_key: { at: 1 } });
});

test('EntryParser returns the last list when the document has two of the name', () => {
  assert.deepEqual(parse('{"jobs":[1,2],"jobs":[3]}'), { jobs: [3] });
  assert.deepEqual(parse('{"jobs":[1],"jobs":[]}'), { jobs: [] });
  assert.deepEqual(parse('{"jobs":[1],"jobs":{}}'), { jobs: {} });
});

test('EntryParser throws a SyntaxError when the text is not JSON', () => {
  for (const text of ['', '{', '{"jobs":[1,]}', '{"jobs":[1,,2]}', '{"jobs":[1 2]}', '{"jobs":[1]', 'jobs'])
    assert.throws(() => parse(text), SyntaxError, text);
});

for (const isProxied of [false, true]) {
  test(`a list is an UnexpectedResponseError with its start when it is not JSON${isProxied ? ', through a proxy' : ''}`, async () => {
    const response = () => ({
      body: `{"jobs":[${'{"id":1},'.repeat(20_000)}<html>`,
      headers: { 'content-type': 'application/json' },
    });
    await using target = await connectToLoopback(response);
    await using proxy = isProxied ? await startLoopbackProxy(target.server.url) : undefined;
    await using on = await connectToLoopback(response, proxy ? { proxy: { httpProxy: proxy.url } } : {});
    const error = await catchError(on.provena.jobService.list({}, { reduceJob: (job) => job }));
    assert.equal(error.name, 'UnexpectedResponseError');
    assert.match(String(Object(error).body), /^\{"jobs":\[\{"id":1\},/);
  });
}
