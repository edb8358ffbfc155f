import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const MODULE = resolve(ROOT, 'tools/act');

/**
 * The path of `act`: the one on PATH, else the pinned one of tools/act, which Go builds once into `.cache/`.
 * @throws when there is neither act nor Go, saying how to get one.
 */
export function findAct(say: (line: string) => void = () => {}): string {
  const installed = onPath('act');
  if (installed) return installed;
  const version = /nektos\/act (v\S+)/.exec(readFileSync(join(MODULE, 'go.mod'), 'utf8'))?.[1];
  const built = resolve(ROOT, '.cache', `act-${version}`);
  if (existsSync(built)) return built;
  if (!onPath('go')) {
    throw new Error(
      'act is needed to run workflows on this machine. Either install act (https://nektosact.com) so that it is on PATH, or install Go (https://go.dev), with which the pinned act of tools/act is built.',
    );
  }
  say(`Building act ${version} with Go; once, about a minute.`);
  mkdirSync(resolve(ROOT, '.cache'), { recursive: true });
  execFileSync('go', ['build', '-o', built, 'github.com/nektos/act'], {
    cwd: MODULE,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return built;
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && spawnSync(path, ['--help'], { stdio: 'ignore' }).error === undefined);
}
