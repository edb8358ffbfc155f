import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { installPythonTools } from '../tools/python-tools.ts';

/**
 * Runs a script of this folder with the Python packages of `tools/lineage-formats`.
 * @returns the JSON in the first line that it prints.
 * @throws Error with the output of the script if it fails, and if the packages cannot be installed.
 */
export async function runScript(name: string, ...args: string[]): Promise<unknown> {
  const python = resolve(installPythonTools('lineage-formats'), 'python');
  const { stdout } = await promisify(execFile)(python, [resolve(import.meta.dirname, name), ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PYTHONDONTWRITEBYTECODE: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
  // The validator prints its warnings when it ends.
  return JSON.parse(stdout.split('\n', 1)[0] ?? '');
}
