import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { suite, test } from 'node:test';
import { createStepEnvironment } from '../testing/step-environment.ts';
import { Summary } from './summary.ts';

const createSummary = (...parts: readonly string[]): Summary => {
  const summary = new Summary();
  for (const part of parts) summary.add(part);
  return summary;
};

suite('Summary', () => {
  test('Summary writes its parts as paragraphs below one heading', () => {
    using environment = createStepEnvironment();
    createSummary('one', '| a |\n| --- |').write('Provena: example');
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

  test('Summary reports a full disk as an error of the file system', {
    skip: !existsSync('/dev/full'),
  }, () => {
    using _environment = createStepEnvironment({ GITHUB_STEP_SUMMARY: '/dev/full' });
    assert.throws(() => createSummary('text').write('x'), { code: 'ENOSPC' });
  });
});
