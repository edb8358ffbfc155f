import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { escapeWorkflowCommands } from '../log/escape-workflow-commands.ts';
import { maskSecret } from '../secrets/secrets.ts';
import { escapeMarkdown, formatCode, formatLink, formatLongTable, formatTable } from './markdown.ts';

suite('escapeMarkdown', () => {
  const rows: readonly [what: string, text: string, absent: RegExp][] = [
    ['escapes HTML', '<img src=x onerror=alert(1)>', /[<>]/],
    ['escapes links', '[click](http://evil.example)', /\]\(/],
    ['escapes images', '![x](http://evil.example/x.png)', /!\[/],
    ['escapes line breaks, headings and table rows', 'a\n# b\r\n| c |', /[\n\r|]/],
    ['escapes mentions', '@everyone', /@/],
    ['escapes issue references', 'fixes GH-12', /GH-\d/],
    ['escapes lists', '1. a', /^\d+\./],
    ['escapes the number of an empty entry', '1)', /^\d+\)/],
    ['escapes formulas', '$x^2$', /\$/],
    ['removes bidirectional overrides', 'a\u202Eb\u2066c', /[\u202A-\u202E\u2066-\u2069]/],
    ['escapes inline code', '`rm -rf`', /`/],
    ['breaks www addresses', 'see www.evil.example, _www.evil.example', /www\./],
    ['breaks emoji codes', 'done :tada:', /:tada/],
    ['breaks commit ids', 'in 0123456789abcdef0123456789abcdef01234567', /[\da-f]{40}/],
    ['starts no code block', '\t    a', /^ {4}/],
    ['removes control characters', 'a\u0000b\u001Bc', /\p{Cc}/u],
  ];
  for (const [title, text, absent] of rows)
    test(title, () => assert.doesNotMatch(escapeMarkdown(text), absent));

  test('escapeMarkdown escapes mentions that appear when GitHub decodes character references', () => {
    const decoded = escapeMarkdown('@everyone #12').replace(/&#(\d+);/g, (_, code) =>
      String.fromCodePoint(Number(code)),
    );
    assert.doesNotMatch(decoded, /@\w|#\d/);
  });
  test('escapeMarkdown breaks www addresses in code', () =>
    assert.doesNotMatch(formatCode('www.evil.example'), /www\./));
  test('escapeMarkdown keeps a handle unchanged', () =>
    assert.equal(escapeMarkdown('10378.1/1'), '10378.1/1'));
  test('escapeMarkdown keeps a session id and a time unchanged', () => {
    const text = 'e2eda50d-f5fe-4d33-9ef3-6c50c2e9dd4a at 12:30:45';
    assert.equal(escapeMarkdown(text), text);
  });
  test('escapeMarkdown replaces masked values before it escapes them', () => {
    const secret = 'a_secret*with-markup';
    maskSecret(secret);
    assert.doesNotMatch(escapeMarkdown(`token ${secret}`), /secret/);
    assert.doesNotMatch(formatCode(secret), /secret/);
    assert.doesNotMatch(formatLink('a', `https://example.org/${secret}`), /secret/);
    assert.doesNotMatch(escapeWorkflowCommands(secret), /secret/);
  });
  test('escapeMarkdown takes time linear in the length of the text', () => {
    // Quadratic time would be hours here.
    const length = 2_000_000;
    for (const unit of [' ', '\n', ':', 'a', '1', ':a', 'f0', '@']) {
      const text = unit.repeat(length / unit.length);
      assert.ok(escapeMarkdown(text).length >= 1);
      assert.ok(escapeWorkflowCommands(text).length >= 1);
    }
  });
  test('escapeMarkdown keeps letters of every script', () =>
    assert.equal(escapeMarkdown('שלום Ääñ 水 🌊'), 'שלום Ääñ 水 🌊'));
});

suite('formatLink', () => {
  test('formatLink returns a Markdown link', () =>
    assert.equal(formatLink('a', 'https://example.org/10378.1/1'), '[a](<https://example.org/10378.1/1>)'));
  test('formatLink escapes an address that contains a closing bracket', () =>
    assert.equal(formatLink('a', 'https://example.org/>) [b](c'), '[a](<https://example.org/%3E)%20[b](c>)'));
  test('formatLink escapes an address that contains a vertical bar, which would end the cell of a table', () =>
    assert.equal(
      formatLink('a', 'https://example.org/?layers=a|b\\_c'),
      '[a](<https://example.org/?layers=a%7Cb%5C_c>)',
    ));
  test('formatLink returns the label when the address is not http(s)', () =>
    assert.equal(formatLink('a', 'javascript:alert(1)'), 'a'));
  test('formatLink has the address as the label when the label shows nothing', () =>
    assert.equal(
      formatLink(' \u200B', 'https://example.org/1'),
      '[https&#58;//example.org/1](<https://example.org/1>)',
    ));
  test('formatLink returns the label when there is no address', () =>
    assert.equal(formatLink('a', undefined), 'a'));
});

suite('formatTable', () => {
  test('formatTable omits empty columns and right-aligns numeric ones', () => {
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
  test('formatTable returns the header when there are no rows', () =>
    assert.equal(formatTable(['a', 'b'], []), '| a | b |\n| --- | --- |'));
});

test('formatLongTable has the first 100 rows and the number of the others', () => {
  const rows = Array.from({ length: 1000 }, (_, i) => [`row ${i}`]);
  const lines = formatLongTable(['a'], rows, (row) => row).split('\n');
  assert.deepEqual(lines.slice(101), ['| row 99 |', '', '…and 900 more.']);
  assert.equal(
    formatLongTable(['a'], rows.slice(0, 100), (row) => row),
    formatTable(['a'], rows.slice(0, 100)),
  );
});

suite('escapeWorkflowCommands', () => {
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
    test(`escapeWorkflowCommands escapes ${JSON.stringify(command)}`, () => {
      for (const line of escapeWorkflowCommands(command).split('\n')) {
        assert.doesNotMatch(line, /^[\s\u0085]*::/);
        assert.doesNotMatch(line, /##\[/);
      }
    });
  }
  test('escapeWorkflowCommands makes control characters visible', () =>
    assert.equal(escapeWorkflowCommands('a\u001b[31mb\u0000\u007f\u009b\u202ec'), 'a␛[31mb␀␡\uFFFD\uFFFDc'));
  test('escapeWorkflowCommands keeps other text unchanged', () =>
    assert.equal(escapeWorkflowCommands('a::b ## [c]\r\n\tשלום 🌊'), 'a::b ## [c]\n\tשלום 🌊'));
});
