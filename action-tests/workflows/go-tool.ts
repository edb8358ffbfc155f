import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A program pinned by a Go module in `tools/<name>`. */
export interface GoTool {
  readonly name: string;
  /** Module in go.mod that has the version. */
  readonly module: string;
  /** Package of the program, if it is not the module itself. */
  readonly program?: string;
}

/**
 * Builds the program into `.cache/`, once per version. @returns its path.
 * @throws Error if Go is missing or the build fails.
 */
export function goTool({ name, module, program = module }: GoTool, say: (line: string) => void): string {
  const folder = resolve(ROOT, 'tools', name);
  const version = pinnedVersion(module, readFileSync(join(folder, 'go.mod'), 'utf8'));
  const built = resolve(ROOT, '.cache', `${name}-${version}`);
  if (existsSync(built)) return built;
  if (!onPath('go')) {
    throw new Error(`${name} is built with Go, which is not installed. Install it from https://go.dev.`);
  }
  say(`Building ${name} ${version} with Go; once, about a minute.`);
  mkdirSync(resolve(ROOT, '.cache'), { recursive: true });
  execFileSync('go', ['build', '-o', built, program], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return built;
}

function pinnedVersion(module: string, goMod: string): string {
  const words = goMod.split('\n').map((line) => line.trim().split(' '));
  const version = words.find(([name, version]) => name === module && version?.startsWith('v'))?.[1];
  if (!version) throw new Error(`go.mod pins no version of ${module}.`);
  return version;
}

/** Path of an executable on PATH; undefined if there is none. */
export function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && spawnSync(path, ['--help'], { stdio: 'ignore' }).error === undefined);
}
