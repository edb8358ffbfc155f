import * as core from '@actions/core';

/** What an action hands to the next step. Each is set as soon as it is known, before anything else can fail. */
export type Outputs<Name extends string> = Partial<Record<Name, OutputValue>>;

/** Text as it is; anything else as JSON, which `fromJSON()` reads in an expression. */
export type OutputValue = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Characters that all outputs of a job may have together on GitHub's runners (1 MiB, in UTF-16). */
const MAX_OUTPUT_CHARACTERS = 1024 * 1024;

/**
 * Sets outputs; `undefined` ones are left unset.
 * @returns the names of outputs too large for a job's outputs, which were left unset.
 */
export function setOutputs<Name extends string>(outputs: Outputs<Name>): Name[] {
  const tooLarge: Name[] = [];
  for (const [name, value] of Object.entries(outputs) as [Name, OutputValue | undefined][]) {
    if (value === undefined) continue;
    if (fitsOutputs(value)) core.setOutput(name, textOf(value));
    else tooLarge.push(name);
  }
  return tooLarge;
}

/** Whether the outputs of a job can carry this. */
export function fitsOutputs(value: OutputValue): boolean {
  return textOf(value).length <= MAX_OUTPUT_CHARACTERS;
}

/** A value as the next step reads it. */
export function textOf(value: OutputValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
