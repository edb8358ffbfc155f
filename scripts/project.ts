import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root folder of the project. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Lists files by path from the root, also during a merge: those in git, and new ones that git does not ignore. */
export function listFiles(pattern: RegExp): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '-z'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((file) => pattern.test(file) && existsSync(resolve(root, file)))
    .sort();
}

/** Names of the actions: folders of `actions/` with an action.yml. */
export function listActionNames(): string[] {
  return listFiles(/^actions\/[^/]+\/action\.yml$/).map((file) => file.split('/')[1] ?? '');
}

/** Runs a command of node_modules/.bin and shows its output. @returns the exit code. */
export function run(command: string, args: readonly string[]): number {
  const { status, error } = spawnSync(resolve(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
  });
  if (error) throw error;
  return status ?? 1;
}

/** Runs a command of node_modules/.bin. @returns the lines that it printed if it failed. */
export async function listProblems(command: string, args: readonly string[]): Promise<string[]> {
  const child = spawn(resolve(root, 'node_modules/.bin', command), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  if (code === 0) return [];
  const text = Buffer.concat(output).toString().trimEnd();
  return text === '' ? [`${command} failed with exit code ${code}`] : text.split('\n');
}

/** Copies the data files of the sandbox next to its compiled code. */
export function copySandboxFiles(target: string): void {
  for (const file of listFiles(/^sandbox\/(?!.*\.(ts|md)$)/)) {
    cpSync(resolve(root, file), resolve(target, file.slice('sandbox/'.length)));
  }
}
