import { tmpdir } from 'node:os';
import * as core from '@actions/core';
import { writeFileSync } from '../../files/atomic-file.ts';
import { describeWriteError } from '../../files/write-errors.ts';
import { StepFailedError } from '../lifecycle/failure.ts';
import { getTemporaryPath } from './temporary-file.ts';

/** What an action hands to the next step. Each is set as soon as it is known, before anything else can fail. */
export type Outputs<Name extends string> = Partial<Record<Name, OutputValue>>;

/** Text as it is; anything else as JSON, which `fromJSON()` reads in an expression. */
export type OutputValue = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Characters that all outputs of a job may have together: 1 MiB, of which GitHub counts two bytes for each. */
const MAX_OUTPUT_CHARACTERS = 512 * 1024;
/** The part of a value that is printed if it cannot be set. */
const MAX_PRINTED_CHARACTERS = 4096;

/** The outputs of one step, as far as the outputs of a job can carry them. */
export class StepOutputs {
  readonly #sizes = new Map<string, number>();
  readonly #warn: (message: string) => void;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /**
   * Sets outputs; `undefined` ones are left unset. One that would be too much beside the others is empty, and is a file
   * that lasts as long as the job.
   */
  set<Name extends string>(outputs: Outputs<Name>): void {
    for (const [name, value] of Object.entries(outputs) as [Name, OutputValue | undefined][]) {
      if (value === undefined) continue;
      const text = serializeOutput(value);
      const others = [...this.#sizes].reduce((sum, [other, size]) => (other === name ? sum : sum + size), 0);
      if (others + text.length <= MAX_OUTPUT_CHARACTERS) this.#setOutput(name, text);
      else this.#moveToFile(name, value, text);
    }
  }

  #setOutput(name: string, text: string): void {
    try {
      core.setOutput(name, text);
    } catch (error) {
      throw this.#createOutputError(name, text, error);
    }
    this.#sizes.set(name, text.length);
  }

  /** The value is printed, so that an id is not lost. */
  #createOutputError(name: string, text: string, cause: unknown): StepFailedError {
    const reason = describeWriteError(cause) ?? (cause instanceof Error ? cause.message : String(cause));
    this.#warn(`Output ${name} was not set. Its value is: ${text.slice(0, MAX_PRINTED_CHARACTERS)}`);
    return new StepFailedError(`output ${name} cannot be written to GITHUB_OUTPUT: ${reason}`, {
      advice: 'Take the value from the log above. Free some disk space before you run the step again.',
      topic: 'file-not-writable',
      cause,
    });
  }

  #moveToFile(name: string, value: OutputValue, text: string): void {
    const path = getOverflowPath(name, value);
    writeFileSync(path, text, { roots: [process.env['RUNNER_TEMP'], tmpdir()] });
    // What it was before, smaller, would be taken for the whole.
    this.#setOutput(name, '');
    this.#warn(formatOverflowWarning(name, text, path));
  }
}

/** Whether the outputs of a job can carry this. */
export function isWithinOutputLimit(value: OutputValue): boolean {
  return serializeOutput(value).length <= MAX_OUTPUT_CHARACTERS;
}

/** Where a value goes that is too large for an output: the same file for the same output of the same step. */
export function getOverflowPath(name: string, value: OutputValue): string {
  return getTemporaryPath(`${name}.${typeof value === 'string' ? 'txt' : 'json'}`);
}

/** What is said of such a value. */
export function formatOverflowWarning(name: string, text: string, path: string): string {
  return `Output ${name} would have ${text.length} characters, more than the outputs of a job may have; it is in ${path} only.`;
}

/** A value as the next step reads it. */
export function serializeOutput(value: OutputValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
