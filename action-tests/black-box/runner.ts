import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { parse } from 'yaml';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';
import { StepFiles } from './step-files.ts';
import { parseLog, type StepLog } from './step-log.ts';
import { recordStep } from './step-record.ts';

const ACTIONS = resolve(import.meta.dirname, '../../actions');

export interface StepInputs {
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Workspace files by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Milliseconds until the step is killed. */
  readonly timeoutMs?: number;
  /** Milliseconds until the step gets SIGTERM. */
  readonly cancelAfterMs?: number;
  readonly interrupt?: Interrupt;
  /** Program of the action; `main` by default. */
  readonly phase?: 'main' | 'post';
  /** State saved by an earlier phase of the step. */
  readonly state?: Readonly<Record<string, string>>;
  /** Command that starts the step as its child, to measure it. */
  readonly launcher?: readonly string[];
  /** Called with the log so far whenever it gets longer. */
  readonly onLog?: (log: string) => void;
}

/** A signal to send to a step once a condition holds. The test fails if the step ends before that. */
export interface Interrupt {
  /** The runner sends SIGINT, SIGTERM and SIGKILL, in this order, to a step of a cancelled job. */
  readonly signal: NodeJS.Signals;
  /** @param log the log so far. */
  readonly when: (log: string) => boolean | Promise<boolean>;
}

/** The result of a step. */
export interface StepResult extends StepLog {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Whether the step was killed after `timeoutMs`. */
  readonly timedOut: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  /** State saved for later phases. */
  readonly state: Readonly<Record<string, string>>;
  /** Variables exported to later steps. */
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Unprocessed stdout and stderr. */
  readonly raw: string;
  readonly workspace: string;
}

/**
 * A GitHub Actions runner for tests. Its steps share workspace, RUNNER_TEMP and exported variables, like
 * steps of a job.
 */
export class Runner {
  readonly workspace: string;
  readonly #temp: string;
  #env: Readonly<Record<string, string>>;
  #steps = 0;

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.workspace = join(folder, 'workspace');
    this.#temp = join(folder, 'temp');
    this.#env = env;
  }

  /** @param env Environment of every step. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Runner> {
    const runner = new Runner(await mkdtemp(join(tmpdir(), 'runner-')), env);
    for (const folder of [runner.workspace, runner.#temp]) await mkdir(folder);
    return runner;
  }

  async stop(): Promise<void> {
    await rm(dirname(this.workspace), { recursive: true, force: true });
  }

  /** Runs a step of which only inputs, and variables, are set. */
  run(
    action: string,
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<StepResult> {
    return this.runStep(action, { with: inputs, env });
  }

  /** Runs the bundle of an action with inputs and command files in a clean environment. */
  async runStep(action: string, step: StepInputs = {}): Promise<StepResult> {
    const { with: inputs = {}, env = {}, files = {}, phase = 'main', state = {}, launcher = [] } = step;
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(this.workspace, path)), { recursive: true });
      await writeFile(join(this.workspace, path), content);
    }
    await using commandFiles = await StepFiles.create(this.#temp);
    const definition: ActionYml = parse(await readFile(join(ACTIONS, action, 'action.yml'), 'utf8'));
    const [program = '', ...args] = [
      ...launcher,
      process.execPath,
      join(ACTIONS, action, definition.runs[phase] ?? `has no ${phase}`),
    ];
    const child = spawn(program, args, {
      cwd: this.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...GITHUB_CONTEXT,
        PATH: process.env['PATH'],
        RUNNER_TEMP: this.#temp,
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_ACTION: `step-${++this.#steps}`,
        ...commandFiles.variables,
        ...createInputVariables(definition, inputs),
        ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
        ...this.#env,
        ...env,
      },
    });
    const ended = await waitForExit(child, step);
    const outputs = await commandFiles.values('outputs');
    const exported = await commandFiles.values('exported');
    this.#env = { ...this.#env, ...exported };
    if (phase === 'main') await recordStep({ action, inputs, outputs, exitCode: ended.exitCode });
    return {
      ...ended,
      ...parseLog(ended.raw),
      outputs,
      exported,
      state: await commandFiles.values('state'),
      summary: await commandFiles.text('summary'),
      workspace: this.workspace,
    };
  }
}

/** Waits for the end of a step and enforces its timeouts. */
async function waitForExit(
  child: ChildProcessByStdio<null, Readable, Readable>,
  { timeoutMs = 120_000, cancelAfterMs, interrupt, onLog }: StepInputs,
): Promise<Pick<StepResult, 'exitCode' | 'signal' | 'timedOut' | 'raw'>> {
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const cancel =
    cancelAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGTERM'), cancelAfterMs);
  let raw = '';
  const take = (chunk: Buffer): void => {
    raw += chunk;
    onLog?.(raw);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const closed = once(child, 'close');
  try {
    if (interrupt) await interruptStep(child, interrupt, () => raw);
    const [exitCode, signal] = assumeType<[number | null, NodeJS.Signals | null]>(await closed);
    return { exitCode, signal, timedOut, raw };
  } finally {
    clearTimeout(timer);
    clearTimeout(cancel);
  }
}

/** @throws Error with the log when the step ends, or is killed, before the condition holds. */
async function interruptStep(
  child: ChildProcess,
  { signal, when }: Interrupt,
  getLog: () => string,
): Promise<void> {
  const exited = new AbortController();
  child.once('exit', () => exited.abort());
  const subject = `the condition to interrupt the step with ${signal}`;
  await waitUntil(() => when(getLog()), { subject, describe: getLog, signal: exited.signal });
  child.kill(signal);
}

export interface ActionYml {
  readonly inputs?: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** GitHub's default variables of the workflow run. */
export const GITHUB_CONTEXT = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_REPOSITORY: 'reef/models',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_WORKFLOW: 'nightly',
  GITHUB_JOB: 'run',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_ACTOR: 'ada',
};

/** `INPUT_*` variables: every declared input with its value or default; names keep their hyphens. */
export function createInputVariables(
  { inputs = {} }: ActionYml,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  const undeclared = Object.keys(values).filter((name) => !(name in inputs));
  if (undeclared.length > 0) throw new Error(`not an input of this action: ${undeclared.join(', ')}`);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { default: fallback = '' }]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      values[name] ?? (fallback.includes('${{') ? '' : fallback),
    ]),
  );
}
