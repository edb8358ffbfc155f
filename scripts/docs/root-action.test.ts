import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { parse } from 'yaml';
import { renderRootAction } from './root-action.ts';

test('the root action fails with the list of actions', () => {
  const { runs } = parse(renderRootAction(['call', 'mint-dataset']));
  const env = { PATH: process.env['PATH'], REPOSITORY: 'reef/provena', VERSION: 'v2' };
  const { status, stdout } = spawnSync('bash', ['-c', runs.steps[0]?.run ?? ''], { env, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(
    stdout,
    /^::error::.*"uses: reef\/provena\/actions\/mint-dataset@v2"\. Actions: call, mint-dataset\.$/m,
  );
});
