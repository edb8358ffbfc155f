import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { root } from './project.ts';

const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(resolve(root, 'package.json'), 'utf8'),
);
const OWN_SCRIPT = /^node (scripts\/run\.js \S+\.ts.*)$/;

suite('commands of package.json', () => {
  for (const [name, command] of Object.entries(scripts)) {
    const [, args] = OWN_SCRIPT.exec(command) ?? [];
    if (args === undefined) continue;
    test(`npm run ${name} fails before it starts when an option is unknown`, () => {
      const { status, stdout, stderr } = spawnSync('node', [...args.split(' '), '--no-such-option'], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.notEqual(status, 0);
      assert.match(stderr, /unknown option '?--no-such-option/i);
      assert.equal(stdout, '');
    });
  }

  for (const benchmark of ['size', 'start'])
    test(`npm run bench -- ${benchmark} fails when an action is unknown`, () => {
      const { status, stderr } = spawnSync('node', ['bench/main.ts', benchmark, 'no-such-action'], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.notEqual(status, 0);
      assert.match(stderr, /'no-such-action' is invalid .* upload-data/);
    });
});
