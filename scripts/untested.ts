import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionYml } from './action-yml.ts';

/** A step that a test has run, as `action-tests/black-box/step-record.ts` notes it. */
interface StepRecord {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Names of those that it set. */
  readonly outputs: readonly string[];
  readonly exitCode: number | null;
}

/** The steps that were noted in a folder. */
export function readStepRecords(folder: string): StepRecord[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean))
    .map((line) => JSON.parse(line) as StepRecord);
}

/**
 * The inputs and outputs of an action that no test has tried, in words. An input is tried by a value that is not its
 * default, in a step that succeeded: one that is refused shows that it is checked, and not that it does anything. An
 * output is tried by a step that sets it.
 */
export function findUntested(name: string, yml: ActionYml, all: readonly StepRecord[]): string[] {
  const steps = all.filter(({ action }) => action === name);
  const succeeded = steps.filter(({ exitCode }) => exitCode === 0);
  const inputs = Object.entries(yml.inputs).filter(
    ([input, { default: fallback }]) =>
      !succeeded.some(({ inputs }) => inputs[input] !== undefined && inputs[input] !== fallback),
  );
  const outputs = Object.keys(yml.outputs).filter(
    (output) => !steps.some(({ outputs }) => outputs.includes(output)),
  );
  return [
    ...inputs.map(([input]) => `${name}: no step that a test runs to success gives input ${input}`),
    ...outputs.map((output) => `${name}: no step that a test runs sets output ${output}`),
  ];
}
