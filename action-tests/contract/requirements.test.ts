import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

for (const name of ['conformance', 'fidelity']) {
  test(`npm run ${name} names what it requires, and ends with one line when Python is missing`, () => {
    const program = join(import.meta.dirname, '..', name, 'main.ts');
    const { stdout, stderr, status } = spawnSync(process.execPath, [program], {
      env: { PATH: import.meta.dirname },
      encoding: 'utf8',
    });
    assert.match(stdout, /^Requires Python 3 with venv/);
    assert.match(stderr, /^python3 with venv is not installed\. .+\n$/);
    assert.equal(status, 2);
  });
}

test('npm run contract fails when the folder has no OpenAPI documents', () => {
  const program = join(import.meta.dirname, 'main.ts');
  const { stderr, status } = spawnSync(process.execPath, [program, import.meta.dirname], {
    encoding: 'utf8',
  });
  assert.match(stderr, /^The folder .* has no JSON files\. .+\n$/);
  assert.equal(status, 2);
});
