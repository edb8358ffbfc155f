import assert from 'node:assert/strict';
import { test } from 'node:test';
import { list, looseObject, mapOf, withoutNulls } from './collections.ts';
import { date, email, httpUrl } from './formats.ts';
import { documentSchema, model } from './model.ts';
import { boolean, integer, oneOf, text } from './scalars.ts';
import { byDefault, checked, INVALID, optional, type Problem, type Type } from './type.ts';

/** The result of pydantic 1.10 for a field `f`: the value, or the type and place of the error. */
const ROWS: [string, Type<unknown>, unknown, unknown][] = [
  ['a number is text', text(), 5, '5'],
  ['a fraction is text', text(), 1.5, '1.5'],
  ['true is text in Python', text(), true, 'True'],
  ['a list is no text', text(), [], 'type_error.str at f'],
  ['characters are counted, not UTF-16 units', text({ max: 2 }), '😀😀', '😀😀'],
  ['a text may be too short', text({ min: 1 }), '', 'value_error.any_str.min_length at f'],
  ['digits are a number', integer(), ' 1_000 ', 1000],
  ['a fraction is cut off', integer(), -1.5, -1],
  ['a fraction in text is not', integer(), '1.5', 'type_error.integer at f'],
  ['true is one', integer(), true, 1],
  ['a number may be too large', integer({ max: 3 }), 4, 'value_error.number.not_le at f'],
  ['yes is true', boolean, 'YES', true],
  ['two is no truth', boolean, 2, 'type_error.bool at f'],
  ['null needs to be allowed', text(), null, 'type_error.none.not_allowed at f'],
  ['null is fine where it is', optional(text()), null, null],
  ['a word must be one of them', oneOf('Color', ['RED']), 'red', 'type_error.enum at f'],
  ['members are read', list(integer()), ['1', 2], [1, 2]],
  [
    'problems of members have their index',
    list(integer()),
    [1, 'x', null],
    'type_error.integer at f.1, type_error.none.not_allowed at f.2',
  ],
  ['pairs are a dict', looseObject, [['a', 1]], { a: 1 }],
  ['an empty list is an empty dict', looseObject, [], {}],
  ['a text is no dict', looseObject, 'x', 'type_error.dict at f'],
  ['problems of values have their key', mapOf(text()), { a: {} }, 'type_error.str at f.a'],
  [
    'keys can be wrong too',
    mapOf(text(), text({ min: 1 })),
    { '': 'x' },
    'value_error.any_str.min_length at f.__key__',
  ],
  [
    'a url is kept but for blanks around it',
    httpUrl,
    ' HTTPS://Example.org/é?q#f ',
    'HTTPS://Example.org/é?q#f',
  ],
  ['a url needs a scheme', httpUrl, 'example.org', 'value_error.url.scheme at f'],
  ['and a permitted one', httpUrl, 'ftp://example.org', 'value_error.url.scheme at f'],
  ['and a host', httpUrl, 'https:///x', 'value_error.url.host at f'],
  ['and nothing after it', httpUrl, 'https://exa mple.org', 'value_error.url.extra at f'],
  ['a mail domain is in lower case', email, ' A@B.CC', 'A@b.cc'],
  ['a name kept for tests gets no mail', email, 'a@example.test', 'value_error.email at f'],
  ['a top level ends in a letter', email, 'a@b.c1', 'value_error.email at f'],
  ['days may lack noughts', date, '2024-1-1', '2024-01-01'],
  ['seconds are a day', date, '1704067200', '2024-01-01'],
  ['large numbers are milliseconds', date, 1704067200000, '2024-01-01'],
  ['there is no 30 February', date, '2024-02-30', 'value_error.date at f'],
  ['a time is no day', date, '2024-01-01T00:00:00', 'value_error.date at f'],
  ['a list is no day', date, [], 'type_error at f'],
  ['what is no number is no day', date, Number.NaN, 'value_error at f'],
  ['time has an end', date, 'inf', '9999-12-31'],
  ['and a beginning', date, Number.NEGATIVE_INFINITY, '0001-01-01'],
  ['small numbers become text as in Python', text(), 1e-7, '1e-07'],
  ['large ones do not', text(), 1e21, '1000000000000000000000'],
  ['any key is a key', mapOf(text()), JSON.parse('{"__proto__":"a"}'), JSON.parse('{"__proto__":"a"}')],
];

for (const [title, type, given, expected] of ROWS) {
  test(`pydantic: ${title}`, () => {
    const problems: Problem[] = [];
    const read = model('M', { f: type }).read({ f: given }, [], problems);
    const summary = problems.map((problem) => `${problem.type} at ${problem.loc.join('.')}`).join(', ');
    assert.deepEqual(read === INVALID ? summary : read.f, expected);
  });
}

const Inner = model('Inner', { n: integer() }, { forbidExtra: true });
const Outer = model(
  'Outer',
  {
    name: text(),
    inner: optional(Inner),
    flag: byDefault(boolean, () => true),
    even: optional(checked(integer(), odd)),
  },
  { rules: [({ name }) => (name === 'bad' ? 'no such name' : undefined)] },
);

function odd(value: number): string | undefined {
  return value % 2 === 0 ? undefined : 'must be even';
}

test('a model adds missing fields, in its own order', () => {
  const read = Outer.read({ name: 'x', extra: 1 }, ['body'], []);
  assert.equal(JSON.stringify(read), '{"name":"x","inner":null,"flag":true,"even":null}');
});

test('a model reports the problems of all fields together, and those of rules only if the fields are valid', () => {
  const problems: Problem[] = [];
  Outer.read({ name: null, inner: { n: 1, m: 2 }, even: 3 }, ['body'], problems);
  assert.deepEqual(
    problems.map(({ loc, type }) => [loc.join('.'), type]),
    [
      ['body.name', 'type_error.none.not_allowed'],
      ['body.inner.m', 'value_error.extra'],
      ['body.even', 'value_error'],
    ],
  );
  const ruled: Problem[] = [];
  Outer.read({ name: 'bad' }, ['body'], ruled);
  assert.deepEqual(ruled, [{ loc: ['body', '__root__'], msg: 'no such name', type: 'value_error' }]);
});

test('a schema has required fields, titles and, if requested, null', () => {
  const schema = documentSchema(Outer, { showNull: true });
  assert.deepEqual(schema, {
    title: 'Outer',
    type: 'object',
    properties: {
      name: { title: 'Name', type: 'string' },
      inner: { title: 'Inner', anyOf: [{ $ref: '#/definitions/Inner' }, { type: 'null', title: 'None' }] },
      flag: { title: 'Flag', default: true, type: 'boolean' },
      even: { title: 'Even', type: ['integer', 'null'] },
    },
    required: ['name'],
    definitions: {
      Inner: {
        title: 'Inner',
        type: 'object',
        properties: { n: { title: 'N', type: 'integer' } },
        required: ['n'],
        additionalProperties: false,
      },
    },
  });
});

test('nulls are dropped from objects at every depth, but not from lists', () => {
  assert.deepEqual(withoutNulls({ a: null, b: { c: null, d: [null, { e: null }] } }), {
    b: { d: [null, {}] },
  });
});
