import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { formatIssue } from '../errors.ts';
import { toIssues } from './issues.ts';
import { parseClaims } from './jwt.ts';
import { parseDetail, parseIssues, parseReportedStatus } from './reported-status.ts';
import {
  download,
  type HttpResponse,
  isJson,
  json,
  parseBody,
  ResponseParseError,
  text,
} from './response.ts';

const response = (
  body: string | Uint8Array,
  headers: HttpResponse['headers'] = { 'content-type': 'application/json' },
): HttpResponse => ({
  status: 200,
  headers,
  bytes: Buffer.from(body),
});

suite('content types', () => {
  const rows: readonly (readonly [type: string | undefined, isJson: boolean])[] = [
    ['application/json', true],
    ['APPLICATION/JSON; charset=utf-8', true],
    ['application/problem+json', true],
    ['application/vnd.api+json', true],
    ['text/json', false],
    ['application/jsonp', false],
    ['x application/json', false],
    [undefined, false],
  ];
  for (const [type, is] of rows)
    test(`content type ${type} is ${is ? '' : 'not '}read as JSON`, () =>
      assert.equal(isJson(response('{}', { 'content-type': type })), is));
});

suite('response body', () => {
  const rejected = (read: () => unknown): ResponseParseError => {
    try {
      read();
    } catch (error) {
      assert.ok(error instanceof ResponseParseError);
      return error;
    }
    return assert.fail('it was read');
  };
  const reader = json(() => z.looseObject({ a: z.number() }));

  test('JSON reader returns the value when it matches the schema, whatever the content type', () => {
    assert.deepEqual(reader(response('\uFEFF{"a": 1, "b": 2}', {})), { a: 1, b: 2 });
  });
  test('JSON reader reports each field when the value does not match the schema', () => {
    const error = rejected(() => reader(response('{"a": "x"}')));
    assert.equal(error.message, 'the response does not match the schema');
    assert.deepEqual(error.issues, [
      { path: ['a'], message: 'expected a number, found a string', code: 'invalid_type' },
    ]);
  });
  test('JSON reader names a number that is too large for JavaScript', () => {
    assert.match(
      rejected(() => reader(response('{"a": 1e400}'))).issues[0]?.message ?? '',
      /found Infinity$/,
    );
  });
  const rows: readonly (readonly [body: string, headers: HttpResponse['headers'], found: string])[] = [
    ['', {}, 'nothing'],
    [' \n', { 'content-type': 'application/json' }, 'nothing'],
    ['<html>', { 'content-type': 'text/html' }, 'text/html'],
    ['hello', {}, 'text without a content type'],
    ['{"a": ', { 'content-type': 'application/json' }, 'JSON that is incomplete or invalid'],
    [
      '\u001f\ufffd',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      'a body compressed with gzip',
    ],
  ];
  for (const [body, headers, found] of rows) {
    test(`JSON reader describes ${JSON.stringify(body)} as ${found}`, () => {
      const error = rejected(() => reader(response(body, headers)));
      assert.equal(error.message, `expected JSON, received ${found}`);
      assert.ok(error.cause instanceof SyntaxError);
    });
  }
  test('parseBody returns JSON, text or undefined', () => {
    assert.deepEqual(parseBody(response('{"a": null}')), { a: null });
    assert.equal(parseBody(response('{"a": ')), '{"a": ');
    assert.equal(parseBody(response('{"a": 1}', {})), '{"a": 1}');
    assert.equal(parseBody(response('')), undefined);
  });
  test('text reader removes a byte-order mark', () =>
    assert.equal(text(response('\uFEFFa,b\r\n', {})), 'a,b\r\n'));

  const names: readonly (readonly [header: string | undefined, filename: string | undefined])[] = [
    ['attachment; filename="a b.docx"', 'a b.docx'],
    ['attachment; FILENAME=a.docx; x=y', 'a.docx'],
    ['attachment', undefined],
    [undefined, undefined],
  ];
  for (const [header, filename] of names) {
    test(`file reader returns the name of the header ${header}`, () => {
      const bytes = Uint8Array.of(0, 255);
      const headers = { 'content-type': 'x/y', 'content-disposition': header };
      const read = download({ status: 200, headers, bytes });
      assert.deepEqual(read, { bytes, type: 'x/y', filename });
    });
  }
});

suite('parseReportedStatus', () => {
  const rows: readonly (readonly [
    body: unknown,
    place: 'self' | 'state_change' | undefined,
    expected: unknown,
  ])[] = [
    [
      { status: { success: true, details: 'ok' } },
      undefined,
      { success: true, details: 'ok', rest: undefined },
    ],
    [
      { status: { success: false }, handle: 'h', none: null },
      undefined,
      { success: false, details: undefined, rest: { handle: 'h' } },
    ],
    [{ success: false, details: 'no', more: 1 }, 'self', { success: false, details: 'no', rest: undefined }],
    [
      { state_change: { success: false, details: 'no' } },
      'state_change',
      { success: false, details: 'no', rest: undefined },
    ],
    [{ status: 'ok' }, undefined, undefined],
    [{ status: { success: 'yes' } }, undefined, undefined],
    [{ status: null }, undefined, undefined],
    [[{ success: false }], 'self', undefined],
    ['text', undefined, undefined],
    [null, undefined, undefined],
  ];
  for (const [body, place, expected] of rows)
    test(`parseReportedStatus reads ${JSON.stringify(body)} at ${place ?? 'status'}`, () =>
      assert.deepEqual(parseReportedStatus(body, place), expected));
});

suite('parseDetail', () => {
  const rows: readonly (readonly [body: unknown, detail: string | undefined])[] = [
    [{ detail: ' taken \r\nand more' }, 'taken'],
    [{ detail: ['x'] }, '["x"]'],
    [{ detail: { code: 7 }, more: 1 }, '{"code":7}'],
    [{ error: 'invalid_grant' }, '{"error":"invalid_grant"}'],
    [{ detail: {} }, undefined],
    [{ detail: '' }, undefined],
    ['Internal Server Error\n', 'Internal Server Error'],
    ['  <html>', undefined],
    [{}, undefined],
    [undefined, undefined],
    [null, undefined],
  ];
  for (const [body, detail] of rows)
    test(`parseDetail returns ${detail} for ${JSON.stringify(body)}`, () =>
      assert.equal(parseDetail(body), detail));
});

test('parseIssues names each field by its path', () => {
  const entry = (loc: unknown, more: object = {}) => ({ loc, msg: 'wrong', type: 'value_error', ...more });
  const detail = [
    entry(['body', 'a', 0, 'b']),
    entry(['query', 'id', '__root__']),
    entry('x'),
    entry(['body', null, 'c'], { ctx: null }),
    'no entry',
  ];
  assert.deepEqual(parseIssues({ detail }), [
    { path: ['a', 0, 'b'], message: 'wrong', code: 'value_error' },
    { path: ['id'], message: 'wrong', code: 'value_error' },
    { path: [], message: 'wrong', code: 'value_error' },
    { path: ['c'], message: 'wrong', code: 'value_error' },
  ]);
  assert.deepEqual(parseIssues({ detail: 'text' }), []);
  assert.deepEqual(parseIssues(undefined), []);
});

suite('issues of a schema', () => {
  const Schema = z.strictObject({
    text: z.string(),
    short: z.string().check(z.maxLength(2)),
    long: z.string().check(z.minLength(2)),
    few: z.array(z.number()).check(z.maxLength(1)),
    many: z.array(z.number()).check(z.minLength(3)),
    big: z.number().check(z.gte(5)),
    word: z.enum(['a', 'b']),
    url: z.url(),
    own: z.string('choose a name'),
    even: z.number().check(z.multipleOf(2)),
  });
  test('toIssues names what was expected and the type that was found when values are invalid', () => {
    const value = {
      text: null,
      short: 'abc',
      long: 'a',
      few: [1, 2],
      many: [1],
      big: 1,
      word: 'c',
      url: 'x',
      own: 7,
      even: 3,
      more: 1,
    };
    const result = z.safeParse(Schema, value);
    assert.ok(!result.success);
    assert.deepEqual(toIssues(result.error, value).map(formatIssue).sort(), [
      'big: expected at least 5',
      'even: expected a multiple of 2',
      'few: expected at most 1 entry',
      'long: expected at least 2 characters',
      'many: expected at least 3 entries',
      'more: is not a known field',
      'own: choose a name',
      'short: expected at most 2 characters',
      'text: expected a string, found null',
      'url: expected a URL',
      'word: expected one of "a", "b"',
    ]);
  });
  test('toIssues names the type of the value when the type is wrong', () => {
    for (const [found, name] of [
      [undefined, 'nothing'],
      [[], 'a list'],
      [{}, 'a mapping'],
      [true, 'true or false'],
    ] as const) {
      const result = z.safeParse(Schema, { text: found });
      assert.ok(!result.success);
      assert.equal(toIssues(result.error, { text: found })[0]?.message, `expected a string, found ${name}`);
    }
  });
  test('formatIssue writes the path as in JavaScript, before the message', () => {
    const message = 'm';
    const code = 'c';
    assert.equal(
      formatIssue({ path: ['inputs', 0, 'dataset_id', 1], message, code }),
      'inputs[0].dataset_id[1]: m',
    );
    assert.equal(formatIssue({ path: [2, 'a'], message, code }), '[2].a: m');
    assert.equal(formatIssue({ path: ['data/a b.csv'], message, code }), 'data/a b.csv: m');
    assert.equal(formatIssue({ path: [], message: 'm', code: 'c' }), 'm');
  });
});

suite('parseClaims', () => {
  const token = (payload: string): string => `a.${Buffer.from(payload).toString('base64url')}.c`;
  test('parseClaims returns the claims of a token', () => {
    const claims = { exp: 1, iss: 'x', realm_access: { roles: ['r'] }, other: true };
    assert.deepEqual(parseClaims(token(JSON.stringify(claims))), claims);
  });
  for (const value of ['opaque', 'a.', 'a.b', '.', token('no JSON'), token('{"exp": "soon"}'), token('7')])
    test(`parseClaims returns undefined for ${value}`, () => assert.equal(parseClaims(value), undefined));
});
