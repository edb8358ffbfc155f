import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { parse } from 'yaml';
import { StepFiles } from './step-files.ts';
import { parseLog, type StepLog } from './step-log.ts';
import { recordStep } from './step-record.ts';

const ACTIONS = resolve(import.meta.dirname, '../../actions');

export interface StepInputs {
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Milliseconds after which the step counts as hung and is killed. */
  readonly timeoutMs?: number;
  /** Milliseconds after which the runner cancels the step. */
  readonly cancelAfterMs?: number;
  /** Which of the action's programs runs; `main` by default. */
  readonly phase?: 'main' | 'post';
  /** What an earlier phase of the same step has saved. */
  readonly state?: Readonly<Record<string, string>>;
  /** A program, with arguments, that starts the step as its child: for measuring it. */
  readonly launcher?: readonly string[];
  /** Called with each chunk of the log; may end the step by a signal. */
  readonly onLog?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** What a runner knows of a step that ended. */
export interface StepResult extends StepLog {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It did not end in time. */
  readonly timedOut: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  /** What it saved for its later phases. */
  readonly state: Readonly<Record<string, string>>;
  /** Variables that it exported to the steps after it. */
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Everything that the step wrote, as it was. */
  readonly raw: string;
  readonly workspace: string;
}

/**
 * A runner for one folder of tests: steps share its workspace, its folder for temporary files and what they export, as the
 * steps of a job do.
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

  /** @param env what every step of the job gets. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Runner> {
    const runner = new Runner(await mkdtemp(join(tmpdir(), 'runner-')), env);
    for (const folder of [runner.workspace, runner.#temp]) await mkdir(folder);
    return runner;
  }

  async stop(): Promise<void> {
    await rm(dirname(this.workspace), { recursive: true, force: true });
  }

  /** Runs the bundle of an action as a runner runs it: inputs and files by environment, nothing else of this process. */
  async runStep(
    action: string,
    {
      with: inputs = {},
      env = {},
      files = {},
      timeoutMs = 120_000,
      cancelAfterMs,
      phase = 'main',
      state = {},
      launcher = [],
      onLog,
    }: StepInputs = {},
  ): Promise<StepResult> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(this.workspace, path)), { recursive: true });
      await writeFile(join(this.workspace, path), content);
    }
    await using told = await StepFiles.create(this.#temp);
    const definition = parse(await readFile(join(ACTIONS, action, 'action.yml'), 'utf8')) as ActionYml;
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
        ...told.variables,
        ...inputVariables(definition, inputs),
        ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
        ...this.#env,
        ...env,
      },
    });
    const ended = await waitForExit(child, { timeoutMs, cancelAfterMs, onLog });
    const outputs = await told.values('outputs');
    const exported = await told.values('exported');
    this.#env = { ...this.#env, ...exported };
    if (phase === 'main') await recordStep({ action, inputs, outputs, exitCode: ended.exitCode });
    return {
      ...ended,
      ...parseLog(ended.raw),
      outputs,
      exported,
      state: await told.values('state'),
      summary: await told.text('summary'),
      workspace: this.workspace,
    };
  }
}

/** Waits for a step's end, as far as it is left time for it. */
async function waitForExit(
  child: ChildProcessByStdio<null, Readable, Readable>,
  {
    timeoutMs,
    cancelAfterMs,
    onLog,
  }: {
    readonly timeoutMs: number;
    readonly cancelAfterMs: StepInputs['cancelAfterMs'] | undefined;
    readonly onLog: StepInputs['onLog'] | undefined;
  },
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
    onLog?.(String(chunk), (signal) => child.kill(signal));
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  clearTimeout(cancel);
  return { exitCode, signal, timedOut, raw };
}

export interface ActionYml {
  readonly inputs?: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** What a runner says of the workflow run. */
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

/** Every declared input reaches a step, also those left out; a name keeps its hyphens. */
export function inputVariables(
  { inputs = {} }: ActionYml,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const undeclared = Object.keys(given).filter((name) => !(name in inputs));
  if (undeclared.length > 0) throw new Error(`not an input of this action: ${undeclared.join(', ')}`);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { default: fallback = '' }]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? (fallback.includes('${{') ? '' : fallback),
    ]),
  );
}
