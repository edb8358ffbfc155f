import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ArraySplitter } from './array-splitter.ts';

function split(property: string | undefined, pieces: readonly string[]) {
  const elements: string[] = [];
  const splitter = new ArraySplitter(property, (text) => elements.push(text));
  for (const piece of pieces) splitter.write(piece);
  return { elements, rest: splitter.end() };
}

suite('ArraySplitter', () => {
  // Without a limit of what is searched for each bracket, this takes minutes.
  test('ArraySplitter ends when many other arrays precede the property', { timeout: 60_000 }, () => {
    const others = '"other":[],'.repeat(400_000);
    const { elements, rest } = split('jobs', [`{${others}`, '"jobs": [1,', ' {"a":[2]}]}']);
    assert.deepEqual(elements, ['1', ' {"a":[2]}']);
    assert.equal(rest.length, `{${others}"jobs": [0,0]}`.length);
  });

  test('ArraySplitter ends when many arrays follow the document', { timeout: 60_000 }, () => {
    const { elements } = split(undefined, ['[1]'.repeat(400_000)]);
    assert.equal(elements[0], '1');
  });

  test('ArraySplitter finds the property when its name, colon and bracket are in several pieces', () => {
    const pieces = ['{"a":"jobs","jo', 'bs"', ' ', ':\n', '[', '"x]"', ',2]', '}'];
    assert.deepEqual(split('jobs', pieces), {
      elements: ['"x]"', '2'],
      rest: '{"a":"jobs","jobs" :\n[0,0]}',
    });
  });
});
