import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { escapeWorkflowCommands } from './escape-workflow-commands.ts';
import { escapeMarkdown, formatLink, formatTable } from './markdown.ts';

suite('text from outside, in Markdown', () => {
  const rows: readonly [what: string, text: string, absent: RegExp][] = [
    ['brings no HTML', '<img src=x onerror=alert(1)>', /[<>]/],
    ['brings no link', '[click](http://evil.example)', /\]\(/],
    ['brings no picture', '![x](http://evil.example/x.png)', /!\[/],
    ['brings no new line, heading or table row', 'a\n# b\r\n| c |', /[\n\r|]/],
    ['mentions nobody', '@everyone', /@/],
    ['brings no issue', 'fixes GH-12', /GH-\d/],
    ['brings no list', '1. a', /^\d+\./],
    ['brings no formula', '$x^2$', /\$/],
    ['turns no text around', 'a\u202Eb\u2066c', /[\u202A-\u202E\u2066-\u2069]/],
    ['brings no code', '`rm -rf`', /`/],
    ['brings no control character', 'a\u0000b\u001Bc', /\p{Cc}/u],
  ];
  for (const [what, text, absent] of rows)
    test(what, () => assert.doesNotMatch(escapeMarkdown(text), absent));

  test('mentions nobody after GitHub has read the character references, either', () => {
    const read = escapeMarkdown('@everyone #12').replace(/&#(\d+);/g, (_, code) =>
      String.fromCodePoint(Number(code)),
    );
    assert.doesNotMatch(read, /@\w|#\d/);
  });
  test('keeps a handle as it is', () => assert.equal(escapeMarkdown('10378.1/1'), '10378.1/1'));
  test('keeps letters of any script', () => assert.equal(escapeMarkdown('שלום Ääñ 水 🌊'), 'שלום Ääñ 水 🌊'));
});

suite('a link', () => {
  test('goes where it says', () =>
    assert.equal(formatLink('a', 'https://example.org/10378.1/1'), '[a](<https://example.org/10378.1/1>)'));
  test('cannot be ended by its address', () =>
    assert.equal(formatLink('a', 'https://example.org/>) [b](c'), '[a](<https://example.org/%3E)%20[b](c>)'));
  test('is only text when its address is not http', () =>
    assert.equal(formatLink('a', 'javascript:alert(1)'), 'a'));
  test('is only text when there is no address', () => assert.equal(formatLink('a', undefined), 'a'));
});

suite('a table', () => {
  test('leaves out columns in which nothing stands, and sets amounts below one another', () => {
    const rows = [
      ['a', '12', '', '1.5 MiB', '12 of 20'],
      ['', '3', '', '0 B', '2'],
    ];
    assert.equal(
      formatTable(['name', 'files', 'reason', 'size', 'done'], rows),
      [
        '| name | files | size | done |',
        '| --- | ---: | ---: | --- |',
        '| a | 12 | 1.5 MiB | 12 of 20 |',
        '|  | 3 | 0 B | 2 |',
      ].join('\n'),
    );
  });
  test('keeps its head when it has no rows', () =>
    assert.equal(formatTable(['a', 'b'], []), '| a | b |\n| --- | --- |'));
});

suite('text from outside, in the log', () => {
  const commands = [
    '::set-output name=id::evil',
    '  ::add-mask::x',
    'ok\n::error::forged',
    'x ##[error]forged',
    '\t::stop-commands::t',
    'a\r::error::forged',
    '\u0085::error::forged',
    '\u3000\u2028::error::forged',
    '\u001b[2K::error::forged',
  ];
  for (const command of commands) {
    test(`${JSON.stringify(command)} is no command`, () => {
      for (const line of escapeWorkflowCommands(command).split('\n')) {
        assert.doesNotMatch(line, /^[\s\u0085]*::/);
        assert.doesNotMatch(line, /##\[/);
      }
    });
  }
  test('shows what a terminal would obey', () =>
    assert.equal(escapeWorkflowCommands('a\u001b[31mb\u0000\u007f\u009b\u202ec'), 'a␛[31mb␀␡\uFFFD\uFFFDc'));
  test('stays as it is otherwise', () =>
    assert.equal(escapeWorkflowCommands('a::b ## [c]\r\n\tשלום 🌊'), 'a::b ## [c]\n\tשלום 🌊'));
});
