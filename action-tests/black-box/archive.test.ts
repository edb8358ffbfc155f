import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { parse } from 'yaml';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { packArchive } from '../tools/archive.ts';
import { type ActionYml, createInputVariables, GITHUB_CONTEXT } from './runner.ts';

/** Prints to stderr what a program has loaded when it ends. */
const REPORT_LOADED = `data:text/javascript,import { createRequire } from 'node:module';
process.on('exit', () => console.error(JSON.stringify({
  files: Object.keys(createRequire('/').cache),
  builtins: process.moduleLoadList,
})));`.replaceAll('\n', ' ');

suite('the archive that a job downloads', () => {
  const folder = createTemporaryFolder();
  execFileSync('tar', ['-xz', '-C', folder], { input: packArchive() });

  test('the archive has the licences, the readme and the documentation', () => {
    for (const file of [
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'dist/licenses.txt',
      'docs/troubleshooting.md',
    ])
      assert.ok(existsSync(join(folder, file)), file);
  });

  test('the archive has no sources and no tests', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const matches = files.filter((file) => file.endsWith('.ts'));
    assert.deepEqual(matches, []);
  });

  test('the entry of the bundle, which is loaded before the first request, has at most 27 kB', () => {
    assert.ok(statSync(join(folder, 'dist/index.js')).size <= 27_000);
  });

  for (const name of readdirSync(join(folder, 'actions')).filter((entry) => !entry.includes('.'))) {
    test(`${name} starts from the archive, loads four files and rejects an input`, () => {
      const definition: ActionYml = parse(readFileSync(join(folder, 'actions', name, 'action.yml'), 'utf8'));
      const flag = name === 'start-sandbox' ? 'empty' : 'comment';
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', REPORT_LOADED, join(folder, 'actions', name, definition.runs.main)],
        {
          env: {
            PATH: process.env['PATH'],
            ...GITHUB_CONTEXT,
            RUNNER_TEMP: folder,
            ...createInputVariables(definition, { [flag]: 'perhaps' }),
          },
          encoding: 'utf8',
        },
      );
      assert.match(
        stdout,
        new RegExp(`^::error::.*input ${flag}: expected true or false, found "perhaps"`, 'm'),
      );
      assert.equal(status, 1, stderr);
      const loaded: { files: string[]; builtins: string[] } = JSON.parse(stderr);
      assert.equal(loaded.files.length, 4, loaded.files.join());
      for (const slow of ['crypto', 'http', 'tls', 'v8'])
        assert.ok(!loaded.builtins.includes(`NativeModule ${slow}`), slow);
    });
  }
});
