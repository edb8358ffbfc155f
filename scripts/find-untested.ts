import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionYml } from './action-yml.ts';

/** A step run by a test, recorded by `action-tests/black-box/step-record.ts`. */
interface StepRecord {
  readonly action: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Names of the outputs that it set. */
  readonly outputs: readonly string[];
  readonly exitCode: number | null;
}

/** Reads the recorded steps of a folder. */
export function readStepRecords(folder: string): StepRecord[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean))
    .map((line): StepRecord => JSON.parse(line));
}

/**
 * Finds inputs and outputs of an action that no test uses. An input counts when a successful step sets it to another
 * value than its default; a rejected value shows only that it is validated. An output counts when a step sets it.
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
    ...inputs.map(([input]) => `${name}: no successful step of a test sets input ${input}`),
    ...outputs.map((output) => `${name}: no step of a test sets output ${output}`),
  ];
}
