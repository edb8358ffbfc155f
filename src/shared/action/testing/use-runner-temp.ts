import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'node:test';

/**
 * Gives each test of a suite a new folder as `RUNNER_TEMP`.
 * @returns a function that returns the folder of the current test.
 */
export function useRunnerTemp(): () => string {
  const before = process.env['RUNNER_TEMP'];
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-temp-'));
    process.env['RUNNER_TEMP'] = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env['RUNNER_TEMP'];
    else process.env['RUNNER_TEMP'] = before;
  });
  return () => folder;
}
