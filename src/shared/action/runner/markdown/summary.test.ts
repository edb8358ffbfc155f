import assert from 'node:assert/strict';
import { appendFileSync, existsSync } from 'node:fs';
import { suite, test } from 'node:test';
import { createStepEnvironment } from '../../testing/step-environment.ts';
import { Summary } from './summary.ts';

const createSummary = (...parts: readonly string[]): Summary => {
  const summary = new Summary();
  for (const part of parts) summary.add(part);
  return summary;
};

suite('Summary', () => {
  test('Summary writes its parts that are not empty as paragraphs below one heading', () => {
    using environment = createStepEnvironment();
    createSummary('one', '', '| a |\n| --- |').write('Provena: example');
    assert.equal(environment.readSummary(), '### Provena: example\n\none\n\n| a |\n| --- |\n');
  });

  test('Summary writes nothing when it has no parts, or the runner has no summaries', () => {
    using environment = createStepEnvironment();
    createSummary().write('Provena: example');
    assert.equal(environment.readSummary(), '');
    environment.set({ GITHUB_STEP_SUMMARY: undefined });
    createSummary('text').write('Provena: example');
  });

  test('Summary stays below the limit in bytes when parts have characters of several bytes', () => {
    using environment = createStepEnvironment();
    createSummary('kept', '水'.repeat(1000).concat('\n').repeat(1000)).write('Provena: example');
    const text = environment.readSummary();
    assert.ok(Buffer.byteLength(text) <= 1024 * 1024, String(Buffer.byteLength(text)));
    assert.match(text, /^### Provena: example\n\nkept\n\n水/);
    assert.match(text, /\*\(Truncated at the size limit of a job summary\.\)\*\n$/);
  });

  test('Summary keeps what a command of the step has written, and stays below the limit with it', () => {
    using environment = createStepEnvironment();
    const written = `## Of the model\n${'x'.repeat(1024 * 1024 - 200)}`;
    appendFileSync(process.env['GITHUB_STEP_SUMMARY'] ?? '', written);
    createSummary('kept', 'y'.repeat(1000)).write('Provena: example');
    const text = environment.readSummary();
    assert.ok(text.startsWith(written));
    assert.match(text.slice(written.length), /^\n\n### Provena: example\n\nkept\n\n\*\(Truncated/);
    assert.ok(Buffer.byteLength(text) <= 1024 * 1024);
  });

  test('Summary fails and keeps the text of the command when the command has left no room', () => {
    using environment = createStepEnvironment();
    const written = 'x'.repeat(1024 * 1024 - 20);
    appendFileSync(process.env['GITHUB_STEP_SUMMARY'] ?? '', written);
    assert.throws(() => createSummary('text').write('Provena: example'), {
      message: 'the command of the step has used 1048556 of its 1048576 bytes',
    });
    assert.equal(environment.readSummary(), written);
  });

  test('Summary reports a full disk as an error of the file system', {
    skip: !existsSync('/dev/full'),
  }, () => {
    using _environment = createStepEnvironment({ GITHUB_STEP_SUMMARY: '/dev/full' });
    assert.throws(() => createSummary('text').write('x'), { code: 'ENOSPC' });
  });
});
