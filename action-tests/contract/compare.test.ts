import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientCall, Request } from './client-calls.ts';
import { compareOperations } from './compare.ts';
import type { Operation } from './openapi-operations.ts';

const Thing = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, note: { type: 'string' } },
  additionalProperties: false,
};
const document = { components: { schemas: { Thing } } };
const thing = { $ref: '#/components/schemas/Thing' };

const OPERATION: Operation = {
  service: 'registry',
  method: 'POST',
  path: '/things',
  document,
  parameters: [{ name: 'page', required: true, schema: { type: 'integer' } }],
  body: thing,
  acceptsFile: false,
  response: thing,
};
const REQUEST: Request = {
  service: 'registry',
  method: 'POST',
  path: '/things',
  query: [['page', '1']],
  contentType: 'application/json',
  body: { id: 'a', note: null },
  answer: { id: 'a', note: null },
};

function findMismatches(
  request: Partial<Request>,
  operation: Partial<Operation> = {},
  call: Partial<ClientCall> = {},
): string[] {
  const calls = [{ method: 'registry.make', requests: [{ ...REQUEST, ...request }], unread: [], ...call }];
  return [...compareOperations([{ ...OPERATION, ...operation }], calls, []).mismatches];
}

test('a client that fits has no faults', () => {
  assert.deepEqual(findMismatches({}), []);
});

const cases: readonly (readonly [string, Partial<Request>, RegExp])[] = [
  ['a missing query', { query: [] }, /query: page is required and was not sent/],
  [
    'an unknown query',
    {
      query: [
        ['page', '1'],
        ['size', '2'],
      ],
    },
    /query: there is no size/,
  ],
  ['a query of another type', { query: [['page', 'one']] }, /query page.*must be integer/],
  ['a body without a required field', { body: {} }, /body: .*required.*\(id\)/],
  ['a required field that is null', { body: { id: null } }, /body: .*required.*\(id\)/],
  [
    'a field that the server does not know',
    { body: { id: 'a', colour: 1 } },
    /additional properties \(colour\)/,
  ],
  ['no body', { body: undefined }, /body: none was sent/],
  ['an answer of another form', { answer: { id: 3 } }, /registry\.make: expects answer\/id: must be string/],
  ['a route that does not exist', { path: '/thing' }, /calls registry POST \/thing, which does not exist/],
];
for (const [what, request, fault] of cases) {
  test(`${what} is a fault`, () => {
    assert.match(findMismatches(request).join('\n'), fault);
  });
}

test('a body where none is taken is a fault, and so is JSON where a file is', () => {
  assert.match(findMismatches({}, { body: undefined }).join(), /body: none was expected/);
  assert.match(findMismatches({}, { body: undefined, acceptsFile: true }).join(), /a file was expected/);
});

test('an answer that the client could not read is a fault', () => {
  assert.match(
    findMismatches({}, {}, { unread: ['expected string'] }).join(),
    /cannot read what the server describes/,
  );
});

test('an operation without a method needs a reason, and a reason must not have a method', () => {
  const reasons = [{ pattern: /\/things$/, why: 'not for us' }];
  assert.match(
    compareOperations([OPERATION], [], []).mismatches.join(),
    /registry POST \/things: no method calls it/,
  );
  const left = compareOperations([OPERATION], [], reasons);
  assert.deepEqual([left.mismatches, [...left.unsupported]], [[], [['not for us', 1]]]);
  const calls = [{ method: 'registry.make', requests: [REQUEST], unread: [] }];
  assert.match(
    compareOperations([OPERATION], calls, reasons).mismatches.join(),
    /is a method, though it is to be left out/,
  );
});

test('a service that nothing is known of is not judged', () => {
  assert.deepEqual(
    findMismatches({ service: 'prov' }).filter((fault) => fault.includes('does not exist')),
    [],
  );
});
