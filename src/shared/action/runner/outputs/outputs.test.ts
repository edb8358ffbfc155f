import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { createStepEnvironment, type StepEnvironment } from '../../testing/step-environment.ts';
import { getTemporaryPath } from '../files/temporary-path.ts';
import { maskCredential } from '../secrets/secrets.ts';
import { StepFailedError } from '../step-failed-error.ts';
import { MappedList } from './mapped-list.ts';
import { isWithinOutputLimit, StepOutputs, serializeOutput } from './outputs.ts';

const LIMIT = 128 * 1024 - 512;

suite('StepOutputs', () => {
  let environment: StepEnvironment;
  let warnings: string[];
  let outputs: StepOutputs;
  beforeEach(() => {
    environment = createStepEnvironment({ GITHUB_ACTION: 'step 1' });
    warnings = [];
    outputs = new StepOutputs((message) => warnings.push(message));
  });
  afterEach(() => environment[Symbol.dispose]());

  const read = (name: string): string | undefined => environment.readOutput(name);

  test('StepOutputs writes text unchanged and other values as JSON', () => {
    outputs.set({ text: 'a\nb', number: 1, flag: false, list: ['x'], object: { a: 1 } });
    assert.equal(read('text'), 'a\nb');
    assert.equal(read('number'), '1');
    assert.equal(read('flag'), 'false');
    assert.equal(read('list'), '["x"]');
    assert.equal(read('object'), '{"a":1}');
  });

  test('StepOutputs writes JSON when a credential of digits is a number or reaches over several values', () => {
    const secret = '4929305718264503';
    maskCredential(secret);
    const digits = [...secret].map(Number);
    const values = [
      { id: Number(secret), name: 'kept' },
      [1, Number(secret)],
      digits,
      ['x', ...digits.slice(0, 8), secret.slice(8)],
      MappedList.from(digits, (digit) => digit),
      [...Array(600).fill('a'), ...digits],
      { [secret.slice(0, 8)]: Number(secret.slice(8)) },
    ];
    for (const [i, value] of values.entries()) {
      outputs.set({ [`value${i}`]: value });
      const text = read(`value${i}`) ?? '';
      assert.doesNotMatch(text.replace(/\D/g, ''), new RegExp(secret));
      assert.equal(Array.isArray(JSON.parse(text)), !('name' in Object(value)) && i !== 6, text);
    }
    assert.equal(read('value0'), '{"id":"***","name":"kept"}');
  });

  test('StepOutputs redacts a credential that reaches over elements, wherever they are in a list', () => {
    const secret = '8402917365028419';
    maskCredential(secret);
    const parts = [...secret];
    for (const at of [0, 240, 249, 490, 600]) {
      for (const [name, filler] of [
        ['short', 'a'],
        ['long', 'a'.repeat(1000)],
      ] as const) {
        const list = [...Array(at).fill(filler), ...parts, ...Array(700 - at).fill(filler)];
        outputs.set({ [`${name}${at}`]: list });
        const text =
          read(`${name}${at}`) ||
          readFileSync(join(environment.temporary, `provena-step-1-${name}${at}.json`), 'utf8');
        assert.doesNotMatch(text.replace(/\D/g, ''), new RegExp(secret), `${name} ${at}`);
        assert.deepEqual(JSON.parse(text), [
          ...Array(at).fill(filler),
          '***',
          ...Array(700 - at).fill(filler),
        ]);
      }
    }
  });

  test('StepOutputs writes a value beyond the limit to a file and warns', () => {
    const large = 'x'.repeat(LIMIT + 1);
    outputs.set({ large });
    assert.equal(read('large'), '');
    assert.equal(readFileSync(join(environment.temporary, 'provena-step-1-large.txt'), 'utf8'), large);
    assert.match(warnings[0] ?? '', /Output large has 130561 characters.*The value is in .*large\.txt\./);
  });

  test('StepOutputs writes a long list to a file, without credentials', () => {
    maskCredential('a secret of this test');
    const list = Array.from({ length: 70_001 }, (_, id) => ({ id, text: `"${id}",[\n` }));
    outputs.set({ list: [...list, 'has a secret of this test in it'], numbers: Array(66_000).fill(7) });
    const readList = (name: string): unknown =>
      JSON.parse(readFileSync(join(environment.temporary, `provena-step-1-${name}.json`), 'utf8'));
    assert.deepEqual(readList('list'), [...list, 'has *** in it']);
    assert.deepEqual(readList('numbers'), Array(66_000).fill(7));
    assert.deepEqual([read('list'), read('numbers')], ['', '']);
    assert.match(warnings[1] ?? '', /Output numbers has 132001 characters.*numbers\.json\./);
  });

  test('StepOutputs passes a list of many short elements, and writes one of few long elements to a file', () => {
    const short = Array.from({ length: 2000 }, (_, id) => id);
    const long = Array.from({ length: 1000 }, (_, id) => `${id}`.padStart(200));
    outputs.set({ short, long });
    assert.equal(read('short'), JSON.stringify(short));
    assert.equal(read('long'), '');
    assert.equal(
      readFileSync(join(environment.temporary, 'provena-step-1-long.json'), 'utf8'),
      JSON.stringify(long),
    );
  });

  test('StepOutputs creates each element of a mapped list once, a few at a time', () => {
    const created: number[] = [];
    const list = (length: number) =>
      MappedList.from(
        Array.from({ length }, (_, id) => id),
        (id) => {
          created.push(id);
          return { id };
        },
      );
    outputs.set({ none: list(0), few: list(3), many: list(40_000) });
    assert.equal(read('none'), '[]');
    assert.equal(read('few'), '[{"id":0},{"id":1},{"id":2}]');
    assert.deepEqual(
      JSON.parse(readFileSync(join(environment.temporary, 'provena-step-1-many.json'), 'utf8')),
      Array.from({ length: 40_000 }, (_, id) => ({ id })),
    );
    assert.equal(created.at(-1), 39_999);
    assert.equal(created.length, 3 + 40_000);
  });

  test('StepOutputs prints the value when the output cannot be set', {
    skip: !existsSync('/dev/full'),
  }, () => {
    process.env['GITHUB_OUTPUT'] = '/dev/full';
    outputs.set({ 'dataset-id': '10378.1/1', bucket: 'b' });
    assert.throws(
      () => outputs.assertWritten(),
      (error) =>
        error instanceof StepFailedError &&
        error.anchor === 'file-not-writable' &&
        /dataset-id cannot be written: .*the disk is full/.test(error.message),
    );
    const actual = warnings.map((line) => line.replace(/^.*: /, ''));
    assert.deepEqual(actual, ['10378.1/1', 'b']);
  });

  test('StepOutputs prints the start of a value that cannot be set, and gives advice for the reason', () => {
    process.env['GITHUB_OUTPUT'] = environment.temporary;
    outputs.set({ many: 'x'.repeat(5000) });
    assert.throws(
      () => outputs.assertWritten(),
      (error) =>
        error instanceof StepFailedError &&
        error.message === `output many cannot be written: ${environment.temporary}: it is a folder` &&
        /^The beginning of the value is in the log of this step\. Check that the file exists/.test(
          error.advice,
        ),
    );
    assert.match(warnings[0] ?? '', /Its first 4096 characters are: x{4096}$/);
  });

  test('StepOutputs counts all outputs of the step against the limit', () => {
    const values = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, 'x'.repeat(LIMIT)]));
    outputs.set(values);
    assert.equal(warnings.length, 0);
    outputs.set({ second: 'y'.repeat(512 * 1024 - 4 * LIMIT + 1) });
    assert.equal(read('second'), '');
    assert.equal(warnings.length, 1);
  });

  test('StepOutputs replaces an earlier value of the same output instead of adding its size', () => {
    outputs.set({ value: 'x'.repeat(LIMIT) });
    outputs.set({ value: 'y'.repeat(LIMIT) });
    assert.equal(warnings.length, 0);
    assert.match(read('value') ?? '', /^y+$/);
  });

  test('StepOutputs names temporary files by step and name', () => {
    assert.equal(getTemporaryPath('-a b.json'), join(environment.temporary, 'provena-step-1-a-b.json'));
  });

  test('StepOutputs keeps the temporary file of an earlier step of the same name, and replaces its own', () => {
    const earlier = join(environment.temporary, 'provena-step-1-long.txt');
    writeFileSync(earlier, 'of another step of a composite action');
    for (const letter of ['a', 'b']) outputs.set({ long: letter.repeat(LIMIT + 1) });
    assert.equal(readFileSync(earlier, 'utf8'), 'of another step of a composite action');
    assert.match(readFileSync(join(environment.temporary, 'provena-step-1-2-long.txt'), 'utf8'), /^b+$/);
    assert.equal(existsSync(join(environment.temporary, 'provena-step-1-3-long.txt')), false);
  });
});

suite('isWithinOutputLimit', () => {
  test('isWithinOutputLimit measures the serialized value', () => {
    assert.equal(isWithinOutputLimit('x'.repeat(LIMIT)), true);
    assert.equal(isWithinOutputLimit('x'.repeat(LIMIT + 1)), false);
    assert.equal(isWithinOutputLimit(['x'.repeat(LIMIT)]), false);
    assert.equal(isWithinOutputLimit('é'.repeat(LIMIT / 2 + 1)), false);
    assert.equal(serializeOutput(['x']), '["x"]');
  });
});
