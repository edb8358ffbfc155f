import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { startSandbox } from '../../../sandbox/index.ts';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const PAGES = ['docs/client.md', 'README.md'];
/** The package, as programs import it; here it is the source. */
const SDK = pathToFileURL(resolve(import.meta.dirname, '../sdk.ts')).href;

const examples = PAGES.flatMap((page) => [
  ...readFileSync(resolve(ROOT, page), 'utf8').matchAll(
    /^## (.+)\n(?:(?!^## )[\s\S])*?```ts\n([\s\S]*?)```/gm,
  ),
]);
const folder = createTemporaryFolder();

const sandbox = await startSandbox({ pace: 'instant' });
after(() => sandbox.close());

test('pages of the client have examples', () => {
  assert.ok(examples.length >= 8, `${examples.length}`);
});

for (const [, title = '', code = ''] of examples) {
  test(`example of "${title}" runs and prints a result`, async () => {
    const file = join(folder, `${title.replaceAll(/\W+/g, '-')}.ts`);
    writeFileSync(file, code.replaceAll("'@provena-actions/client'", `'${SDK}'`));
    const { stdout } = await promisify(execFile)(process.execPath, [file], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        PROVENA_ENDPOINTS: JSON.stringify(sandbox.endpoints),
        PROVENA_OFFLINE_TOKEN: sandbox.users.modeller.offlineToken,
        AWS_ENDPOINT_URL: sandbox.s3,
      },
    });
    assert.notEqual(stdout.trim(), '');
  });
}
