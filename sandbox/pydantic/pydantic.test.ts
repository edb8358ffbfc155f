import assert from 'node:assert/strict';
import { test } from 'node:test';
import { list, looseObject, mapOf, removeNulls } from './collections.ts';
import { date, email, httpUrl } from './formats.ts';
import { createDocumentSchema, model } from './model.ts';
import { boolean, integer, oneOf, text } from './scalars.ts';
import { byDefault, checked, INVALID, optional, type Problem, type Type } from './type.ts';

/** The result of pydantic 1.10 for a field `f`: the value, or the type and place of the error. */
const ROWS: [string, Type<unknown>, unknown, unknown][] = [
  ['text converts a number', text(), 5, '5'],
  ['text converts a fraction', text(), 1.5, '1.5'],
  ['text converts true as Python does', text(), true, 'True'],
  ['text rejects a list', text(), [], 'type_error.str at f'],
  ['text counts characters, not UTF-16 units', text({ max: 2 }), '😀😀', '😀😀'],
  [
    'text rejects a value below its minimum length',
    text({ min: 1 }),
    '',
    'value_error.any_str.min_length at f',
  ],
  ['integer accepts digits with blanks and underscores', integer(), ' 1_000 ', 1000],
  ['integer truncates a fraction', integer(), -1.5, -1],
  ['integer rejects a fraction in a string', integer(), '1.5', 'type_error.integer at f'],
  ['integer converts true to 1', integer(), true, 1],
  ['integer rejects a value above its maximum', integer({ max: 3 }), 4, 'value_error.number.not_le at f'],
  ['boolean accepts yes', boolean, 'YES', true],
  ['boolean rejects 2', boolean, 2, 'type_error.bool at f'],
  ['text rejects null', text(), null, 'type_error.none.not_allowed at f'],
  ['optional accepts null', optional(text()), null, null],
  ['oneOf rejects a value in another case', oneOf('Color', ['RED']), 'red', 'type_error.enum at f'],
  ['list converts its members', list(integer()), ['1', 2], [1, 2]],
  [
    'list reports problems with the index of the member',
    list(integer()),
    [1, 'x', null],
    'type_error.integer at f.1, type_error.none.not_allowed at f.2',
  ],
  ['looseObject accepts pairs', looseObject, [['a', 1]], { a: 1 }],
  ['looseObject reads the keys of an object as a pair', looseObject, [{ a: 1, b: 2 }], { a: 'b' }],
  ['looseObject rejects a list as key', looseObject, [[['a'], 1]], 'type_error.dict at f'],
  ['looseObject accepts an empty list', looseObject, [], {}],
  ['looseObject rejects a string', looseObject, 'x', 'type_error.dict at f'],
  ['mapOf reports problems with the key of the value', mapOf(text()), { a: {} }, 'type_error.str at f.a'],
  [
    'mapOf reports invalid keys',
    mapOf(text(), text({ min: 1 })),
    { '': 'x' },
    'value_error.any_str.min_length at f.__key__',
  ],
  [
    'httpUrl keeps a URL and removes surrounding blanks',
    httpUrl,
    ' HTTPS://Example.org/é?q#f ',
    'HTTPS://Example.org/é?q#f',
  ],
  ['httpUrl rejects a URL without a scheme', httpUrl, 'example.org', 'value_error.url.scheme at f'],
  ['httpUrl rejects another scheme', httpUrl, 'ftp://example.org', 'value_error.url.scheme at f'],
  ['httpUrl rejects a URL without a host', httpUrl, 'https:///x', 'value_error.url.host at f'],
  ['httpUrl rejects a blank inside a URL', httpUrl, 'https://exa mple.org', 'value_error.url.extra at f'],
  [
    'httpUrl drops empty parts after a host without a domain',
    httpUrl,
    'http://@localhost:80/?#',
    'http://localhost:80/',
  ],
  ['httpUrl keeps empty parts after a domain', httpUrl, 'http://a.org/?#', 'http://a.org/?#'],
  [
    'httpUrl encodes letters outside ASCII of a host',
    httpUrl,
    'http://u@Straße.Bücher.org/é',
    'http://u@strasse.xn--bcher-kva.org/é',
  ],
  ['httpUrl rejects a host that cannot be encoded', httpUrl, 'http://\u200d.org', 'value_error.unicode at f'],
  ['email decodes the domain', email, 'a@xn--bcher-kva.ch', 'a@bücher.ch'],
  ['email rejects a symbol in the domain', email, 'a@😀.org', 'value_error.email at f'],
  ['email rejects a space that is not ASCII', email, 'a\u00a0b@c.org', 'value_error.email at f'],
  ['email rejects a long label', email, `a@${'b'.repeat(64)}.org`, 'value_error.email at f'],
  ['email rejects two hyphens as in an encoded label', email, 'a@ab--c.org', 'value_error.email at f'],
  ['date rounds to microseconds', date, '-1e-9', '1970-01-01'],
  ['email lowers the case of the domain', email, ' A@B.CC', 'A@b.cc'],
  ['email drops a name', email, 'A B <a@B.org>', 'a@b.org'],
  ['email rejects a reserved domain', email, 'a@example.test', 'value_error.email at f'],
  ['email rejects a top-level domain that ends in a digit', email, 'a@b.c1', 'value_error.email at f'],
  ['date accepts months and days of one digit', date, '2024-1-1', '2024-01-01'],
  ['date converts seconds', date, '1704067200', '2024-01-01'],
  ['date reads large numbers as milliseconds', date, 1704067200000, '2024-01-01'],
  ['date rejects 30 February', date, '2024-02-30', 'value_error.date at f'],
  ['date rejects a time', date, '2024-01-01T00:00:00', 'value_error.date at f'],
  ['date rejects a list', date, [], 'type_error at f'],
  ['date reads infinity as the last day', date, Number.POSITIVE_INFINITY, '9999-12-31'],
  ['date reads inf as the last day', date, ' inf', '9999-12-31'],
  ['date reads -Infinity as the first day', date, '-Infinity', '0001-01-01'],
  ['date rejects nan', date, 'nan', 'value_error at f'],
  ['date rejects words', date, 'infinite', 'value_error.date at f'],
  ['date reads underscores between digits', date, '1_704_067_200', '2024-01-01'],
  ['date reads nanoseconds', date, 1704067200000000000, '2024-01-01'],
  ['date reads a line end', date, '2024-01-01\n', '2024-01-01'],
  ['text formats small numbers as Python does', text(), 0.000_05, '5e-05'],
  [
    'mapOf accepts the key __proto__',
    mapOf(text()),
    JSON.parse('{"__proto__":"a"}'),
    JSON.parse('{"__proto__":"a"}'),
  ],
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
  const schema = createDocumentSchema(Outer, { showNull: true });
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
  assert.deepEqual(removeNulls({ a: null, b: { c: null, d: [null, { e: null }] } }), {
    b: { d: [null, {}] },
  });
});
