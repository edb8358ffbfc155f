import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { type Command, commandIn, linesOf } from './runner-commands.ts';

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
export interface StepResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It did not end in time. */
  readonly hung: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  /** What it saved for its later phases. */
  readonly state: Readonly<Record<string, string>>;
  /** Variables that it exported to the steps after it. */
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What a person reads: the step's output without commands, with masks applied. */
  readonly log: string;
  /** Everything that the step wrote, as it was. */
  readonly raw: string;
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  /** Every line of it that the runner obeys. */
  readonly commands: readonly Command[];
  readonly workspace: string;
}

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  readonly file?: string;
  readonly line?: string;
  readonly col?: string;
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
  async step(
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
    const own = await mkdtemp(join(this.#temp, 'step-'));
    const command = {
      output: join(own, 'output'),
      summary: join(own, 'summary'),
      state: join(own, 'state'),
      env: join(own, 'env'),
      path: join(own, 'path'),
    };
    for (const file of Object.values(command)) await writeFile(file, '');
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
        ...CONTEXT,
        PATH: process.env['PATH'],
        RUNNER_TEMP: this.#temp,
        GITHUB_WORKSPACE: this.workspace,
        GITHUB_ACTION: `step-${++this.#steps}`,
        GITHUB_OUTPUT: command.output,
        GITHUB_STEP_SUMMARY: command.summary,
        GITHUB_STATE: command.state,
        GITHUB_ENV: command.env,
        GITHUB_PATH: command.path,
        ...inputVariables(definition, inputs),
        ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
        ...this.#env,
        ...env,
      },
    });
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
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
    const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
      (done, failed) => {
        child.on('error', failed).on('close', (code, signal) => done({ code, signal }));
      },
    );
    clearTimeout(timer);
    clearTimeout(cancel);
    const outputs = parseFileCommand(await readFile(command.output, 'utf8'));
    const saved = parseFileCommand(await readFile(command.state, 'utf8'));
    const exported = parseFileCommand(await readFile(command.env, 'utf8'));
    this.#env = { ...this.#env, ...exported };
    const summary = await readFile(command.summary, 'utf8');
    await rm(own, { recursive: true });
    return {
      exitCode: code,
      signal,
      hung,
      outputs,
      state: saved,
      exported,
      summary,
      raw,
      ...readLog(raw),
      workspace: this.workspace,
    };
  }
}

export interface ActionYml {
  readonly inputs?: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** What a runner says of the workflow run. */
export const CONTEXT = {
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

/** `name<<DELIMITER`, lines, `DELIMITER`; or `name=value`. */
function parseFileCommand(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(line) ?? [];
    if (name !== undefined && delimiter !== undefined) {
      const end = lines.indexOf(delimiter);
      if (end < 0) throw new Error(`no end of ${name}`);
      values[name] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n');
    } else if (line.includes('=')) {
      values[line.slice(0, line.indexOf('='))] = line.slice(line.indexOf('=') + 1);
    }
  }
  return values;
}

/** Splits a step's output into what is a command to the runner and what is not, as the runner does. */
function readLog(raw: string): Pick<StepResult, 'log' | 'annotations' | 'masks' | 'commands'> {
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  const commands: Command[] = [];
  const shown: string[] = [];
  for (const line of linesOf(raw)) {
    const command = commandIn(line);
    if (command) commands.push(command);
    const { name = '', properties = {}, data = '' } = command ?? {};
    if (name === 'add-mask') masks.push(data);
    else if (isLevel(name)) {
      annotations.push({ level: name, message: data, ...properties });
      shown.push(`${name}: ${data}`);
    } else if (!command) shown.push(line);
  }
  const log = masks
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '***'), shown.join('\n'));
  return { log, annotations, masks, commands };
}

function isLevel(name: string): name is Annotation['level'] {
  return ['notice', 'warning', 'error'].includes(name);
}
