import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { findActStart } from './act-start.ts';

suite('findActStart', () => {
  let proc: string;
  beforeEach(async () => {
    proc = await mkdtemp(join(tmpdir(), 'proc-'));
    await writeFile(join(proc, 'stat'), 'cpu 1 2 3\nbtime 1000\n');
  });
  afterEach(() => rm(proc, { recursive: true, force: true }));

  async function addProcess(pid: number, name: string, parent: number, ticks: number): Promise<void> {
    await mkdir(join(proc, String(pid)));
    const zeros = Array.from({ length: 17 }, () => '0').join(' ');
    await writeFile(join(proc, String(pid), 'stat'), `${pid} (${name}) S ${parent} ${zeros} ${ticks} 0 0\n`);
  }

  for (const name of ['act', 'act-v0.2.89', 'gh-act'])
    test(`findActStart returns the start of the ancestor ${name}`, async () => {
      await addProcess(7, 'bash (x) y', 5, 900);
      await addProcess(5, name, 2, 4250);
      assert.equal(await findActStart(7, proc), 1042);
    });

  test('findActStart returns undefined when act is not an ancestor', async () => {
    await addProcess(7, 'bash', 5, 900);
    await addProcess(5, 'systemd', 1, 1);
    assert.equal(await findActStart(7, proc), undefined);
    assert.equal(await findActStart(99, proc), undefined);
  });

  test('findActStart reads the real process tree', async () => {
    assert.equal(await findActStart(), undefined);
  });
});
