import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/**
 * Creates an empty folder, without links in its path.
 * @param test the folder is deleted when it ends. Default: the current suite or file.
 * @param base the folder to create it in.
 */
export function createTemporaryFolder(
  test: { after(hook: () => void): void } = { after },
  base: string = tmpdir(),
): string {
  const folder = realpathSync(mkdtempSync(join(base, 'provena-test-')));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
