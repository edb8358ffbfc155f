import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';

test('explainFileFailure gives the reason and the remedy when a file is larger than a limit', {
  skip: process.platform === 'win32',
}, (t) => {
  const folder = createTemporaryFolder(t);
  const program = `
    import { writeFileSync } from 'node:fs';
    import { explainFileFailure } from '${new URL('write-errors.ts', import.meta.url)}';
    try {
      writeFileSync('large', Buffer.alloc(64 * 1024));
    } catch (error) {
      console.log(explainFileFailure(error));
    }
  `;
  const limited = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module --eval "$1"`;
  const printed = execFileSync('bash', ['-c', limited, process.execPath, program], { cwd: folder });
  assert.match(
    String(printed),
    /^it is larger than the file system, or a limit of the process .*\. Raise the limit, or choose/,
  );
});
