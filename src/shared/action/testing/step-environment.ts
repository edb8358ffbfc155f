import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type StepEnvironment = ReturnType<typeof createStepEnvironment>;

type Variables = Readonly<Record<string, string | undefined>>;

const VARIABLES = {
  GITHUB_ACTION: 'step',
  GITHUB_JOB: 'run',
  GITHUB_REPOSITORY: 'reef/models',
  GITHUB_REPOSITORY_ID: '7',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '4711',
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_WORKFLOW: 'nightly',
};

/** Variables of this machine, or of the job that runs the tests, that change what a step does. */
const FOREIGN = /^(?:GITHUB|RUNNER|INPUT|STATE|GIT|AWS|PROVENA)_|^(?:https?|all|no)_proxy$/i;

/** Creates the files and variables that the runner gives to a step, in a new folder. */
export function createStepEnvironment(variables: Variables = {}) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'step-')));
  const at = (name: string): string => join(folder, name);
  for (const name of ['workspace', 'temporary']) mkdirSync(at(name));
  for (const name of ['output', 'summary']) writeFileSync(at(name), '');
  const saved = new Map<string, string | undefined>();
  const set = (changes: Variables): void => {
    for (const [name, value] of Object.entries(changes)) {
      if (!saved.has(name)) saved.set(name, process.env[name]);
      setVariable(name, value);
    }
  };
  set(
    Object.fromEntries(
      Object.keys(process.env)
        .filter((name) => FOREIGN.test(name))
        .map((name) => [name, undefined]),
    ),
  );
  set({
    ...VARIABLES,
    GITHUB_OUTPUT: at('output'),
    GITHUB_STEP_SUMMARY: at('summary'),
    GITHUB_WORKSPACE: at('workspace'),
    RUNNER_TEMP: at('temporary'),
    ...variables,
  });
  return {
    workspace: at('workspace'),
    /** `RUNNER_TEMP`. */
    temporary: at('temporary'),
    /** Sets variables until the environment is disposed; `undefined` removes a variable. */
    set,
    /** The last value of an output. */
    readOutput(name: string): string | undefined {
      const values = [...readFileSync(at('output'), 'utf8').matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2$/gm)];
      return values.findLast(([, key]) => key === name)?.[3];
    },
    readSummary: (): string => readFileSync(at('summary'), 'utf8'),
    [Symbol.dispose](): void {
      for (const [name, value] of saved) setVariable(name, value);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function setVariable(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
