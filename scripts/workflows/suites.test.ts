import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../project.ts';

test('check.yml runs every suite', () => {
  const { stderr } = spawnSync(process.execPath, ['scripts/test.ts', 'none'], {
    cwd: root,
    encoding: 'utf8',
  });
  const there = /Allowed choices are (.+)\.$/m.exec(stderr)?.[1]?.split(', ') ?? [];
  const {
    jobs,
  }: { jobs: Record<string, { strategy?: { matrix: { suite?: string[] } }; steps: { run?: string }[] }> } =
    parse(readFileSync(resolve(root, '.github/workflows/check.yml'), 'utf8'));
  const run = Object.values(jobs).flatMap(({ strategy, steps }) => [
    ...(strategy?.matrix.suite ?? []),
    ...steps.flatMap((step) => /^npm test ([\w-]+)$/.exec(step.run ?? '')?.[1] ?? []),
  ]);
  assert.deepEqual(run.sort(), there.sort());
});
