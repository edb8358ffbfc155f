import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fitMarkdown } from './fit-markdown.ts';

const NOTE = '(cut)';
const fit = (parts: readonly string[], room: number): string =>
  fitMarkdown(parts, { limit: room, size: (text) => text.length, note: NOTE });

suite('fitMarkdown', () => {
  test('fitMarkdown returns all parts when they fit', () => {
    assert.equal(fit(['### a', 'b\nc'], 10), '### a\n\nb\nc');
  });

  test('fitMarkdown truncates at the end of a line and appends the note', () => {
    assert.equal(fit(['head', '| a |\n| b |\n| c |\n| d |'], 25), 'head\n\n| a |\n| b |\n\n(cut)');
  });

  test('fitMarkdown includes a fenced block whole or not at all', () => {
    const picture = '```mermaid\nflowchart LR\na --> b\n```';
    assert.equal(fit(['head', picture, 'tail'], picture.length), 'head\n\n(cut)');
    assert.match(fit(['head', picture, 'a long tail '.repeat(9)], picture.length + 20), /```\n\n\(cut\)$/);
  });

  test('fitMarkdown omits everything after a truncated part', () => {
    assert.doesNotMatch(fit(['head', 'a line that is too long', 'tail'], 22), /tail/);
  });

  for (const room of [8, 20, 30, 100, 1000]) {
    test(`fitMarkdown returns at most ${room} characters when the limit is ${room}`, () => {
      const parts = ['### Title', 'x'.repeat(50), 'word\n'.repeat(300)];
      assert.ok(fit(parts, room).length <= room);
    });
  }
});
