import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanText } from './clean-text.ts';
import { countColumns, estimateTextWidth, truncateToColumns, wrapToColumns } from './text-width.ts';

test('cleanText has one line without control characters, marks of direction and halves of characters', () => {
  assert.equal(cleanText(' a\r\nb\u2028c\u0085d\u0000e\u001Bf\u202Eg\u2066h\uD800i '), 'a b c defgh\uFFFDi');
});

test('cleanText limits the length of a text, and the accents of a character', () => {
  assert.equal(countColumns(cleanText('x'.repeat(10_000))), 200);
  assert.equal(countColumns(cleanText('\u6C49'.repeat(10_000))), 199);
  assert.equal(cleanText(`z${'\u0301'.repeat(10_000)}`).length, 1 + 8);
});

test('truncateToColumns splits no picture of several code points, and no letter from its accent', () => {
  const family = '\u{1F469}\u200D\u{1F469}\u200D\u{1F467}';
  assert.equal(countColumns(family), 2);
  assert.equal(truncateToColumns(family.repeat(3), 4), `${family}…`);
  assert.equal(truncateToColumns('e\u0301'.repeat(5), 3), 'e\u0301…e\u0301');
  assert.equal(truncateToColumns('abc', 3), 'abc');
});

test('truncateToColumns keeps the end of a long text, by which similar names often differ', () => {
  assert.equal(
    truncateToColumns('Currents of the northern reefs, scenario B', 24),
    'Currents of the…enario B',
  );
  const name = '\u73CA\u745A'.repeat(20);
  assert.equal(truncateToColumns(`${name}\u4E8C`, 12), '\u73CA\u745A\u73CA…\u745A\u4E8C');
});

test('wrapToColumns breaks a text between words, and words that are longer than a line', () => {
  assert.deepEqual(wrapToColumns('Currents of all reefs', 12), ['Currents of', 'all reefs']);
  assert.deepEqual(wrapToColumns('a/very/long/path.csv', 8), ['a/very/', 'long/', 'path.csv']);
  assert.deepEqual(wrapToColumns('Gezeitenkraftwerk 7', 6), ['Gezeit', 'enkraf', 'twerk', '7']);
  assert.deepEqual(wrapToColumns('\u73CA\u745A\u7901\u7901', 4), ['\u73CA\u745A', '\u7901\u7901']);
  assert.deepEqual(wrapToColumns('10:00 to 2024-01-09', 18), ['10:00 to', '2024-01-09']);
  assert.deepEqual(wrapToColumns('Gezeit…kraftwerk', 10), ['Gezeit…', 'kraftwerk']);
  assert.deepEqual(wrapToColumns('from 10378.1/1700001', 16), ['from', '10378.1/1700001']);
  assert.deepEqual(wrapToColumns('Run of site 1, Run of site 2, …', 29), [
    'Run of site 1, Run of site',
    '2, …',
  ]);
  assert.deepEqual(wrapToColumns('', 4), []);
});

test('estimateTextWidth has room for signs that fonts draw as wide as they are high', () => {
  const fontSize = 13;
  for (const sign of '\u6c49\u30fc\u3001\u300c\uff08\uffe5\u3231\u2460\uac00')
    assert.ok(estimateTextWidth(sign.repeat(40), 8) >= 40 * fontSize, sign);
  // Fonts draw pictures up to 1.37 times as wide.
  for (const picture of ['\u{1f41f}', '\u2705', '1\ufe0f\u20e3', '\u{1f1ee}\u{1f1f8}'])
    assert.ok(estimateTextWidth(picture.repeat(40), 8) >= 40 * fontSize * 1.2, picture);
});
