import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { createCleanup, createScratchFolder } from '../tools/cleanup.ts';
import { findAct } from '../tools/go-tool.ts';
import { type ActEvent, ActLogCollector, type ActRun } from './act-run.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { isolateNetwork } from './isolated-network.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Actions of the examples and guides that exchange files with GitHub's service; `artifacts/` has the same with a
 * folder.
 */
const ARTIFACT_ACTIONS = [
  'actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a',
  'actions/upload-artifact@v7',
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c',
  'actions/download-artifact@v8',
  'actions/cache@v5',
];

export interface ActOptions {
  /** Path of the workflow file from the project's root. */
  readonly workflow: string;
  readonly event?: string;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Payload of the event, as GitHub sends it. */
  readonly payload?: unknown;
  /** Inputs of `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Unix socket of a proxy; act and its steps have no other network access. */
  readonly behindProxy?: string;
  /** Called with each readable line, and the id of its job with the values of its matrix. */
  readonly onLine?: (line: string, job: string) => void;
  /** Aborts the run. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a workflow with act in host mode: without Docker or internet access, and with only PATH of this machine's
 * environment. `actions/checkout` finds the folder of the workflow, and `uses: OWNER/REPO/actions/x@v1` a copy of the
 * files that a job downloads.
 */
export async function runAct(options: ActOptions): Promise<ActRun> {
  const act = findAct((line) => options.onLine?.(line, 'act'));
  using scratch = createScratchFolder(join(tmpdir(), 'act-'));
  const repository = createRepository(scratch.path, options.workflow);
  copyPublishedFiles(join(scratch.path, 'published'));
  const actArguments = buildArguments(options, scratch.path, repository);
  const [program, args] = options.behindProxy
    ? isolateNetwork(options.behindProxy, act, actArguments)
    : [act, actArguments];
  const child = spawn(program, args, {
    cwd: repository,
    env: cleanEnvironment(scratch.path),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.signal ? { signal: options.signal } : {}),
  });
  using _ = createCleanup(() => child.kill());
  const collector = new ActLogCollector(options.onLine ?? (() => {}));
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  createInterface({ input: child.stdout }).on('line', (line) => collector.add(parseEvent(line)));
  const exitCode = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve),
  );
  return collector.finish(exitCode, stderr);
}

/** Creates a repository like a user's: the examples at its root, and the workflow in `.github/workflows`. */
function createRepository(scratch: string, workflow: string): string {
  const repository = join(scratch, 'repository');
  const source = resolve(ROOT, workflow);
  cpSync(dirname(source), repository, { recursive: true, filter: (path) => !path.includes('node_modules') });
  mkdirSync(join(repository, '.github/workflows'), { recursive: true });
  copyFileSync(source, join(repository, '.github/workflows', 'workflow.yml'));
  for (const command of GIT_COMMANDS)
    execFileSync('git', command, {
      cwd: repository,
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], HOME: scratch },
    });
  return repository;
}

/** Actions record commit, ref and name of the repository. */
const GIT_COMMANDS = [
  ['init', '--initial-branch=main'],
  ['remote', 'add', 'origin', 'https://github.com/reef/co2-scenarios'],
  ['add', '.'],
  ['-c', 'user.name=Example', '-c', 'user.email=example@example.org', 'commit', '--message=Example'],
];

/** Copies the files that an action needs of those that a job downloads. */
function copyPublishedFiles(target: string): void {
  cpSync(resolve(ROOT, 'dist'), join(target, 'dist'), { recursive: true });
  for (const name of readdirSync(resolve(ROOT, 'actions'), { withFileTypes: true })) {
    if (!name.isDirectory()) continue;
    const from = resolve(ROOT, 'actions', name.name);
    cpSync(join(from, 'action.yml'), join(target, 'actions', name.name, 'action.yml'));
    cpSync(join(from, 'dist'), join(target, 'actions', name.name, 'dist'), { recursive: true });
  }
}

function buildArguments(options: ActOptions, scratch: string, repository: string): string[] {
  const pairs = (flag: string, values: Readonly<Record<string, string>> = {}): string[] =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  // act takes the ref of a release from the payload.
  const { event, payload = event === 'release' ? { release: { tag_name: 'v1.2.3' } } : undefined } = options;
  return [
    event ?? 'workflow_dispatch',
    ...['-W', join(repository, '.github/workflows/workflow.yml')],
    ...['-P', 'ubuntu-latest=-self-hosted'],
    ...['--pull=false', '--no-cache-server', '--action-offline-mode', '--json'],
    ...['--action-cache-path', join(scratch, 'actions-cache')],
    ...['--container-daemon-socket', '-'],
    ...['--artifact-server-addr', '127.0.0.1', '--cache-server-addr', '127.0.0.1'],
    ...ARTIFACT_ACTIONS.flatMap((name) => [
      '--local-repository',
      `${name}=${resolve(import.meta.dirname, 'artifacts', name.replace(/^actions\/|@.*/g, ''))}`,
    ]),
    ...['--env', `ARTIFACTS=${join(scratch, 'artifacts')}`],
    ...['--local-repository', `OWNER/REPO@v1=${join(scratch, 'published')}`],
    ...(payload === undefined ? [] : ['--eventpath', writePayload(scratch, payload)]),
    ...pairs('--var', options.vars),
    ...pairs('-s', options.secrets),
    ...pairs('--input', options.inputs),
  ];
}

function writePayload(scratch: string, payload: unknown): string {
  const path = join(scratch, 'payload.json');
  writeFileSync(path, JSON.stringify(payload));
  return path;
}

function parseEvent(line: string): ActEvent {
  try {
    return JSON.parse(line);
  } catch {
    return { level: 'info', msg: line };
  }
}
