import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Clock ticks per second of `/proc/<pid>/stat`; the same on all Linux platforms of Node.js. */
const TICKS_PER_SECOND = 100;

/** `act`, `act-v0.2.89`, or `gh-act`, the extension of the GitHub CLI. */
const ACT = /^(?:gh-)?act(?:-v[\d.]+)?$/;

/**
 * Returns when the act process that runs this step started, in Unix seconds. Under act every run has the same id, so the
 * start distinguishes the jobs of this run from those of earlier runs.
 * @returns undefined when act is not an ancestor of this process, for example in a container.
 */
export async function findActStart(pid = process.ppid, proc = '/proc'): Promise<number | undefined> {
  const read = (name: string): Promise<string> => readFile(join(proc, name), 'utf8').catch(() => '');
  const bootTime = Number(/^btime (\d+)$/m.exec(await read('stat'))?.[1]);
  for (let current = pid; current > 1; ) {
    // `pid (name) state ppid …`; the name may contain spaces and brackets.
    const [, name, fields = ''] = /^\d+ \((.*)\) (.*)$/s.exec(await read(`${current}/stat`)) ?? [];
    const values = fields.split(' ');
    if (name !== undefined && ACT.test(name))
      return Math.floor(bootTime + Number(values[19]) / TICKS_PER_SECOND) || undefined;
    current = Number(values[1] ?? 0);
  }
  return undefined;
}
