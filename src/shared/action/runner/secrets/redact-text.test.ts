import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { SecretRedactor } from './redact-text.ts';

function redact(text: string, secrets: readonly string[]): string {
  const redactor = new SecretRedactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor.redact(text);
}

const PUNCTUATED = 'Aa1!Bb2@Cc3#Dd4$Ee';
const WITH_PERCENT = 'abcdefgh%41ijklmnopqrstuv';
const WITH_ENTITY = 'Tr0ub4dor&lt;andMoreText99';
const WITH_BREAKS = '-----BEGIN KEY-----\\nMIIEvgIBADANBgkq\\nhkiG9w0BAQ-----END KEY-----';

suite('SecretRedactor', () => {
  const rows: readonly [title: string, secret: string, text: string][] = [
    ['with punctuation, split by a line break', PUNCTUATED, PUNCTUATED.replace('@', '\n@')],
    [
      'with punctuation, encoded for a URL',
      `${PUNCTUATED}Ff5Gg6Hh7`,
      encodeURIComponent(`${PUNCTUATED}Ff5Gg6Hh7`),
    ],
    [
      'that contains an escape of URLs, split by a line break',
      WITH_PERCENT,
      WITH_PERCENT.replace('kl', 'k\nl'),
    ],
    ['that contains an escape of HTML, split by a blank', WITH_ENTITY, WITH_ENTITY.replace('More', ' More')],
    ['that contains an escape of HTML, encoded for a URL', WITH_ENTITY, encodeURIComponent(WITH_ENTITY)],
    ['with escaped line breaks, wrapped', WITH_BREAKS, WITH_BREAKS.replace('gIBA', 'gI\nBA')],
    ['split by tags', `${PUNCTUATED}Ff5`, `${PUNCTUATED.replace('@', '</b>@<br class="abc">')}Ff5`],
    ['in character references, split by tags', 'abcdefghijklmnopqr', '&#97;b<wbr>cdefghij<b>kl</b>mnopqr'],
    ['encoded for a URL three times', 'abcdefghijklmnopqr', '%252561bcdefghijklmnop%252571r'],
    ['escaped for HTML three times', 'abcdefghijklmnopqr', '&amp;amp;#97;bcdefghijklmnop&amp;amp;#x71;r'],
    ['split by an escaped invisible character', PUNCTUATED, PUNCTUATED.replace('@', '\\u200b@')],
    ['in escapes of JSON', 'abcdefghijklmnopqr', '\\u0061bcdefghijklmnop\\u0071r'],
  ];
  for (const [title, secret, text] of rows)
    test(`SecretRedactor redacts a secret ${title}`, () => {
      assert.equal(redact(`before ${text} after`, [secret]), 'before *** after');
    });

  test('SecretRedactor redacts overlapping secrets as one', () => {
    const secrets = ['abcdefghijklmnopqrst', 'klmnopqrstuvwxyzABCD'];
    assert.equal(redact('x abcdefghij\nklmnopqrstuvwxyz\nABCD y', secrets), 'x *** y');
  });

  test('SecretRedactor redacts a secret that contains another one, as a whole', () => {
    const secrets = ['defg', 'abcdefghijklmnop'];
    for (const text of [
      'abcdefghijklmnop',
      'abcdefghij\nklmnop',
      'abcdefghij%6Blmnop',
      'abcdefghij<b>klmnop',
    ])
      assert.equal(redact(`x ${text} y`, secrets), 'x *** y');
  });

  test('SecretRedactor keeps a text that has only a part of a secret', () => {
    const text = `before ${PUNCTUATED.slice(0, -1)}\n after`;
    assert.equal(redact(text, [PUNCTUATED]), text);
  });
});
