import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { listSecretForms } from './secret-forms.ts';

const isFound = (secret: string, text: string) => listSecretForms(secret).some((form) => text.includes(form));

suite('listSecretForms', () => {
  const secret = fc
    .string({ unit: 'binary', minLength: 12, maxLength: 60 })
    .map((text) => text.toWellFormed());
  const around = fc.string();

  for (const encoding of ['base64', 'base64url'] as const) {
    test(`listSecretForms finds a secret in any text as ${encoding}`, () => {
      fc.assert(
        fc.property(around, secret, around, (before, value, after) =>
          isFound(value, Buffer.from(before + value + after).toString(encoding)),
        ),
      );
    });
  }

  test('listSecretForms finds a secret as it is, in JSON and in a URL', () => {
    fc.assert(
      fc.property(around, secret, around, (before, value, after) => {
        const text = (before + value + after).toWellFormed();
        return (
          isFound(value, text) &&
          isFound(value, JSON.stringify([text])) &&
          isFound(value, encodeURIComponent(text))
        );
      }),
    );
  });

  test('listSecretForms finds a short secret in a URL with lower-case escapes', () => {
    assert.equal(isFound('pä/ss', 'https://example.org/?key=p%c3%a4%2fss'), true);
  });

  test('listSecretForms finds the payload and the signature of a JSON Web Token, and not its header', () => {
    const [header, payload, signature] = [
      'eyJhbGciOiJSUzI1NiJ9',
      'eyJzdWIiOiJhZGEifQ',
      'c2lnbmF0dXJlIG9mIGFkYQ',
    ];
    const token = `${header}.${payload}.${signature}`;
    assert.ok(isFound(token, `x ${payload} y`) && isFound(token, signature));
    assert.ok(isFound(token, Buffer.from(`x${payload}`).toString('base64')));
    assert.ok(!isFound(token, header));
  });

  test('listSecretForms does not take short texts in Base64 for a secret', () => {
    assert.deepEqual(listSecretForms('abcd'), ['abcd']);
  });
});
