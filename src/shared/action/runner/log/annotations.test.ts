import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';

const ANNOTATIONS = new URL('./annotations.ts', import.meta.url);

/** What is printed for ten annotations, one more than the runner keeps. */
async function printTen(call: string): Promise<string> {
  const program = `
    import { Annotations } from '${ANNOTATIONS}';
    const annotations = new Annotations();
    const place = { source: 'runs.jsonl', file: 'runs.jsonl', line: 3, column: 1 };
    for (let i = 0; i < 10; i++) annotations.${call};
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return stdout;
}

suite('Annotations beyond the limit of the runner', () => {
  test('a problem is printed once with its place', async () => {
    const log = await printTen("addProblem({ message: 'is required', path: 'name', place })");
    assert.match(log, /^::error file=runs\.jsonl,line=3,col=1::name: is required$/m);
    assert.match(log, /^error: runs\.jsonl:3:1: name: is required$/m);
  });

  test('a warning that names its place is printed with it once', async () => {
    const log = await printTen("add('warning', 'Skipped: runs.jsonl:3:1: name: is required', place)");
    assert.match(
      log,
      /^::warning file=runs\.jsonl,line=3,col=1::Skipped: runs\.jsonl:3:1: name: is required$/m,
    );
    assert.match(log, /^warning: Skipped: runs\.jsonl:3:1: name: is required$/m);
  });
});
