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
const schema = { $ref: '#/components/schemas/Thing' };

const OPERATION: Operation = {
  service: 'registry',
  method: 'POST',
  path: '/things',
  document,
  parameters: [{ name: 'page', required: true, schema: { type: 'integer' } }],
  body: schema,
  acceptsFile: false,
  response: schema,
};
const REQUEST: Request = {
  service: 'registry',
  method: 'POST',
  path: '/things',
  query: [['page', '1']],
  contentType: 'application/json',
  body: { id: 'a', note: null },
  response: { id: 'a', note: null },
};

function findMismatches(
  request: Partial<Request>,
  operation: Partial<Operation> = {},
  call: Partial<ClientCall> = {},
): string[] {
  const calls = [
    { method: 'registry.make', requests: [{ ...REQUEST, ...request }], readErrors: [], ...call },
  ];
  return [...compareOperations([{ ...OPERATION, ...operation }], calls, []).mismatches];
}

test('compareOperations reports nothing when the client matches', () => {
  assert.deepEqual(findMismatches({}), []);
});

const cases: readonly (readonly [string, Partial<Request>, RegExp])[] = [
  ['a missing query', { query: [] }, /query: page is required and missing/],
  [
    'an unknown query',
    {
      query: [
        ['page', '1'],
        ['size', '2'],
      ],
    },
    /query: unknown parameter size/,
  ],
  ['a query of another type', { query: [['page', 'one']] }, /query page.*must be integer/],
  ['a body without a required field', { body: {} }, /body: .*required.*\(id\)/],
  ['a required field that is null', { body: { id: null } }, /body: .*required.*\(id\)/],
  [
    'a field that the server does not know',
    { body: { id: 'a', colour: 1 } },
    /additional properties \(colour\)/,
  ],
  ['no body', { body: undefined }, /body: missing/],
  [
    'a response with another schema',
    { response: { id: 3 } },
    /registry\.make: expects response\/id: must be string/,
  ],
  ['a route that does not exist', { path: '/thing' }, /calls registry POST \/thing, which does not exist/],
];
for (const [title, request, fault] of cases) {
  test(`compareOperations reports ${title}`, () => {
    assert.match(findMismatches(request).join('\n'), fault);
  });
}

test('compareOperations reports an unexpected body, and JSON instead of a file', () => {
  assert.match(findMismatches({}, { body: undefined }).join(), /body: unexpected/);
  assert.match(findMismatches({}, { body: undefined, acceptsFile: true }).join(), /a file was expected/);
});

test('compareOperations reports a response that the client cannot read', () => {
  assert.match(
    findMismatches({}, {}, { readErrors: ['expected string'] }).join(),
    /cannot read the described response/,
  );
});

test('compareOperations reports operations without method and reason, and reasons for operations with a method', () => {
  const reasons = [{ pattern: /\/things$/, reason: 'not for us' }];
  assert.match(
    compareOperations([OPERATION], [], []).mismatches.join(),
    /registry POST \/things: has no client method and no reason/,
  );
  const left = compareOperations([OPERATION], [], reasons);
  assert.deepEqual([left.mismatches, [...left.unsupported]], [[], [['not for us', 1]]]);
  const calls = [{ method: 'registry.make', requests: [REQUEST], readErrors: [] }];
  assert.match(
    compareOperations([OPERATION], calls, reasons).mismatches.join(),
    /has a client method, although it is listed as unsupported/,
  );
});

test('compareOperations skips services without a description', () => {
  const matches = findMismatches({ service: 'prov' }).filter((fault) => fault.includes('does not exist'));
  assert.deepEqual(matches, []);
});
