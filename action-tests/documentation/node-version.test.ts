import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');

const VERSION = '22.19';
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/quickstart.md',
  'docs/client.md',
  'docs/sandbox.md',
  'packages/client/README.md',
  'packages/sandbox/README.md',
];

/** Preloaded module that reports an old version of Node.js. */
const OLD_NODE = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.1.0'}})`;
const runOnOldNode = (...args: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', OLD_NODE, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { output: stdout + stderr, status };
};

suite('the required version of Node.js', () => {
  for (const page of PAGES) {
    test(`the required version of Node.js is the same in ${page}`, () => {
      const versions = [...read(page).matchAll(/Node(?:\.js)? ([\d.]+) or later/g)].map(([, found]) => found);
      assert.ok(versions.length > 0, 'the page names no version');
      assert.deepEqual([...new Set(versions)], [VERSION]);
    });
  }

  for (const folder of ['', 'packages/client/', 'packages/sandbox/']) {
    test(`the required version of Node.js is the same in ${folder}package.json`, () => {
      assert.equal(JSON.parse(read(`${folder}package.json`)).engines.node, `>=${VERSION}`);
    });
  }

  test('the required version of Node.js is the same in .nvmrc', () =>
    assert.equal(read('.nvmrc').trim(), VERSION));

  test('the required version of Node.js is printed in one line by every npm script when Node.js is older', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const [name, command] of Object.entries<string>(scripts)) {
      if (!command.startsWith('node ')) continue;
      const { output, status } = runOnOldNode(...command.split(' ').slice(1));
      assert.equal(status, 1, name);
      assert.match(
        output,
        /^provena-actions requires Node\.js 22\.19 or later; this is Node\.js 20\.1\.0\. .*\n$/,
      );
    }
  });

  test('npm scripts request npm ci in one line when no packages are installed', (t) => {
    const clone = createTemporaryFolder(t);
    mkdirSync(join(clone, 'scripts'));
    for (const file of ['package.json', 'scripts/run.js'])
      copyFileSync(resolve(ROOT, file), join(clone, file));
    const { stderr, status } = spawnSync(process.execPath, ['scripts/run.js', 'sandbox/main.ts'], {
      cwd: clone,
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.equal(stderr, 'The packages of this repository are not installed. Run npm ci first.\n');
  });

  test('the required version of Node.js is printed in one line by the sandbox when Node.js is older', () => {
    const { output, status } = runOnOldNode('packages/sandbox/bin.js');
    assert.equal(status, 1);
    assert.equal(output, 'provena-sandbox requires Node.js 22.19 or later; this is Node.js 20.1.0.\n');
  });

  test('the required version of Node.js is printed in one line by an action when Node.js is older', () => {
    const { output, status } = runOnOldNode('actions/fetch-item/dist/index.js');
    assert.equal(status, 1);
    assert.match(
      output,
      /^::error::This action requires Node\.js 22\.19 or later .* this is Node\.js 20\.1\.0\. .*\n$/,
    );
  });

  test('the required version of Node.js is in the error of the client, without a stack, when Node.js is older', () => {
    const program = "await import('./src/shared/sdk.ts').catch((error) => console.log(error.stack))";
    const { output } = runOnOldNode('--input-type=module', '--eval', program);
    assert.equal(
      output,
      '@provena-actions/client requires Node.js 22.19 or later; this is Node.js 20.1.0.\n',
    );
  });
});
