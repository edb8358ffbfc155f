import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { inert } from './log.ts';
import { link, literal } from './markdown.ts';

suite('text from outside, in Markdown', () => {
  const rows: readonly [what: string, text: string, absent: RegExp][] = [
    ['brings no HTML', '<img src=x onerror=alert(1)>', /[<>]/],
    ['brings no link', '[click](http://evil.example)', /\]\(/],
    ['brings no picture', '![x](http://evil.example/x.png)', /!\[/],
    ['brings no new line, heading or table row', 'a\n# b\r\n| c |', /[\n\r|]/],
    ['mentions nobody', '@everyone', /@/],
    ['brings no code', '`rm -rf`', /`/],
    ['brings no control character', 'a\u0000b\u001Bc', /\p{Cc}/u],
  ];
  for (const [what, text, absent] of rows) test(what, () => assert.doesNotMatch(literal(text), absent));

  test('keeps letters of any script', () => assert.equal(literal('שלום Ääñ 水 🌊'), 'שלום Ääñ 水 🌊'));
});

suite('a link', () => {
  test('goes where it says', () =>
    assert.equal(link('a', 'https://example.org/10378.1/1'), '[a](<https://example.org/10378.1/1>)'));
  test('cannot be ended by its address', () =>
    assert.equal(link('a', 'https://example.org/>) [b](c'), '[a](<https://example.org/%3E)%20[b](c>)'));
  test('is only text when its address is not http', () =>
    assert.equal(link('a', 'javascript:alert(1)'), 'a'));
  test('is only text when there is no address', () => assert.equal(link('a', undefined), 'a'));
});

suite('text from outside, in the log', () => {
  const commands = [
    '::set-output name=id::evil',
    '  ::add-mask::x',
    'ok\n::error::forged',
    'x ##[error]forged',
    '\t::stop-commands::t',
  ];
  for (const command of commands) {
    test(`${JSON.stringify(command)} is no command`, () => {
      for (const line of inert(command).split('\n')) {
        assert.doesNotMatch(line, /^\s*::/);
        assert.doesNotMatch(line, /##\[/);
      }
    });
  }
  test('stays as it is otherwise', () => assert.equal(inert('a::b ## [c]'), 'a::b ## [c]'));
});
