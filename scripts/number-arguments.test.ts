import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { root } from './project.ts';

suite('numbers in arguments of npm scripts', () => {
  for (const [program, ...args] of [
    ['action-tests/faults/main.ts', '--rounds', 'abc'],
    ['action-tests/faults/main.ts', '--rounds', '0'],
    ['action-tests/faults/main.ts', '--seed', 'abc'],
    ['action-tests/sequences/main.ts', '--sequences', 'abc'],
    ['action-tests/sequences/main.ts', '--runs', '1.5'],
    ['bench/main.ts', 'jobs', '--runs', 'abc'],
    ['bench/main.ts', 'jobs', '--pace', 'fast'],
    ['bench/main.ts', 'sandbox', 'abc'],
    ['bench/main.ts', 'scale', '--files', '10,abc'],
    ['bench/main.ts', 'start', '--rounds', ''],
    ['bench/main.ts', 'transfer', '--minutes', 'abc'],
  ] as const)
    test(`${program} ${args.join(' ')} fails and names the value`, () => {
      const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
        cwd: root,
        encoding: 'utf8',
        timeout: 60_000,
      });
      assert.equal(status, 1, stderr);
      assert.match(stderr, new RegExp(`error: .*'${args.at(-1)}' is invalid`));
    });
});
