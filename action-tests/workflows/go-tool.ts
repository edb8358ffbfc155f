import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** A program that is pinned by a Go module of its own in `tools/<name>`. */
export interface GoTool {
  readonly name: string;
  /** The module that go.mod names with its version. */
  readonly module: string;
  /** The package of the program, where it is not the module itself. */
  readonly program?: string;
}

/**
 * The path of the program in `.cache/`, which Go builds there once for each version.
 * @throws Error when it is not built yet and there is no Go, or Go cannot build it.
 */
export function goTool({ name, module, program = module }: GoTool, say: (line: string) => void): string {
  const folder = resolve(ROOT, 'tools', name);
  const version = pinnedVersion(module, readFileSync(join(folder, 'go.mod'), 'utf8'));
  const built = resolve(ROOT, '.cache', `${name}-${version}`);
  if (existsSync(built)) return built;
  if (!onPath('go')) {
    throw new Error(`There is no Go on this machine to build ${name} with. Install it from https://go.dev.`);
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

/** The path of a program of this name that can be started, if there is one on PATH. */
export function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && spawnSync(path, ['--help'], { stdio: 'ignore' }).error === undefined);
}
