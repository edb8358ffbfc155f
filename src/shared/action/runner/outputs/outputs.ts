import * as core from '@actions/core';
import { writeFileSync } from '../../../files/atomic-file.ts';
import { getTemporaryFolder } from '../../../files/runner-temp.ts';
import { limitGarbage } from '../../../memory/garbage-limit.ts';
import { getTemporaryPath } from '../files/temporary-path.ts';
import { isCredentialSplit, stringifyWithoutCredentials } from '../secrets/redact-json.ts';
import { redactCredentials } from '../secrets/secrets.ts';
import type { StepFailedError } from '../step-failed-error.ts';
import { MappedList } from './mapped-list.ts';
import { createRunnerFileError } from './runner-file-error.ts';

/** The outputs of an action. Each is set as soon as its value is known, before anything else can fail; undefined is skipped. */
export type Outputs<Name extends string> = Partial<Record<Name, OutputValue | undefined>>;

/** Strings are written unchanged, everything else as JSON for `fromJSON()` in expressions. */
export type OutputValue =
  | string
  | number
  | boolean
  | readonly unknown[]
  | MappedList
  | Readonly<Record<string, unknown>>;

/** GitHub's limit for all outputs of a job: 1 MiB, counted as two bytes per character. */
const MAX_OUTPUT_CHARACTERS = 512 * 1024;
/** Linux passes no environment variable, and so no input of a step, of more than 128 KiB, its name included. */
const MAX_VALUE_BYTES = 128 * 1024 - 512;
/** Elements of a long list that are created and serialized at the same time. */
const PIECE_ELEMENTS = 250;
/** The part of a value that is printed if it cannot be set. */
const MAX_PRINTED_CHARACTERS = 4096;

/** Sets the outputs of a step within GitHub's size limit. */
export class StepOutputs {
  readonly #sizes = new Map<string, number>();
  readonly #warn: (message: string) => void;
  #failure: StepFailedError | undefined;

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  /**
   * Sets outputs; skips `undefined`. An output that cannot be passed to a step, or exceeds the limit of the job
   * together with the others, is set to an empty string and written to a temporary file of the job. An output that cannot
   * be written does not end the step, which goes on to report what it has created: see {@link assertWritten}.
   */
  set<Name extends string>(outputs: Outputs<Name>): void {
    // The type of the entries has any text as name.
    for (const [name, value] of Object.entries(outputs) as [Name, OutputValue | undefined][]) {
      if (value === undefined) continue;
      const { start, rest } = serializeStart(value);
      const others = [...this.#sizes].reduce((sum, [other, size]) => (other === name ? sum : sum + size), 0);
      const fits = !rest && others + start.length <= MAX_OUTPUT_CHARACTERS && isWithinOutputLimit(start);
      try {
        if (fits) this.#setOutput(name, start);
        else this.#moveToFile(getOverflowPath(name, value), name, joinPieces(start, rest));
      } catch (error) {
        const failure = this.#createOutputError(name, start, error);
        this.#failure ??= failure;
      }
    }
  }

  /** @throws StepFailedError about the first output that could not be written. */
  assertWritten(): void {
    if (this.#failure) throw this.#failure;
  }

  #setOutput(name: string, text: string): void {
    core.setOutput(name, text);
    this.#sizes.set(name, text.length);
  }

  /** The value is printed, so that an id is not lost. */
  #createOutputError(name: string, text: string, cause: unknown): StepFailedError {
    const isWhole = text.length <= MAX_PRINTED_CHARACTERS;
    const value = isWhole ? 'value is' : `first ${MAX_PRINTED_CHARACTERS} characters are`;
    this.#warn(`Output ${name} was not set. Its ${value}: ${text.slice(0, MAX_PRINTED_CHARACTERS)}`);
    const advice = isWhole
      ? 'Copy the value from the log of this step.'
      : 'The beginning of the value is in the log of this step.';
    return createRunnerFileError(`output ${name}`, cause, advice);
  }

  #moveToFile(path: string, name: string, pieces: Iterable<string>): void {
    let characters = 0;
    function* countPieces(): Generator<string> {
      for (const piece of pieces) {
        characters += piece.length;
        yield piece;
      }
    }
    writeFileSync(path, countPieces(), { roots: [getTemporaryFolder()] });
    // An earlier, smaller value must not be mistaken for the complete one.
    this.#setOutput(name, '');
    this.#warn(formatOverflowWarning(name, characters, path));
  }
}

/** True when the value can be passed to a step. */
export function isWithinOutputLimit(value: OutputValue): boolean {
  return Buffer.byteLength(serializeOutput(value)) <= MAX_VALUE_BYTES;
}

/** The file for a value that is too large for an output; the same for the same output of the same step. */
export function getOverflowPath(name: string, value: OutputValue): string {
  return getTemporaryPath(`-${name}.${typeof value === 'string' ? 'txt' : 'json'}`);
}

/** The warning about a value that is too large for an output. */
export function formatOverflowWarning(name: string, characters: number, path: string): string {
  return `Output ${name} has ${characters} characters, which exceeds the limit for outputs (128 KiB each, 1 MiB per job). The value is in ${path}.`;
}

/** The warning about an output that would name a file which cannot be written. */
export function formatUnsetOutput(name: string, path: string, reason: string): string {
  return `Output ${name} is not set: ${path} cannot be written: ${reason}.`;
}

function isList(value: OutputValue): value is readonly unknown[] | MappedList {
  return Array.isArray(value) || value instanceof MappedList;
}

/**
 * Serializes a value without credentials, and no more of a long list than a step can be passed.
 * @returns the start of the value, and the other pieces of such a list; no `rest` when `start` is the whole value.
 */
function serializeStart(value: OutputValue) {
  if (!isList(value) || value.length <= PIECE_ELEMENTS)
    return {
      start: typeof value === 'string' ? redactCredentials(value) : stringifyWithoutCredentials(value),
    };
  const pieces = serializeList(value);
  let start = '';
  let bytes = 0;
  // Not `for … of`, which would end the generator.
  for (let piece = pieces.next(); !piece.done; piece = pieces.next()) {
    start += piece.value;
    bytes += Buffer.byteLength(piece.value);
    if (bytes > MAX_VALUE_BYTES) return { start, rest: pieces };
  }
  return { start };
}

function* joinPieces(start: string, rest: Iterable<string> = []): Generator<string> {
  yield start;
  yield* rest;
}

/**
 * Serializes a list piece by piece, without credentials: the JSON of a hundred thousand results would take a hundred
 * megabytes with its copies. Pieces that a credential spans are merged.
 */
function* serializeList(list: readonly unknown[] | MappedList): Generator<string> {
  let opening = '[';
  let piece = serializePiece(list.slice(0, PIECE_ELEMENTS));
  for (let start = PIECE_ELEMENTS; start < list.length; start += PIECE_ELEMENTS) {
    const next = serializePiece(list.slice(start, start + PIECE_ELEMENTS));
    if (isCredentialSplit(piece.json, next.json)) {
      piece = serializePiece([...piece.elements, ...next.elements]);
      continue;
    }
    yield opening + stringifyWithoutCredentials(piece.elements, piece.json).slice(1, -1);
    opening = ',';
    piece = next;
  }
  yield `${opening}${stringifyWithoutCredentials(piece.elements, piece.json).slice(1, -1)}]`;
}

function serializePiece(elements: readonly unknown[]): { elements: readonly unknown[]; json: string } {
  limitGarbage();
  return { elements, json: JSON.stringify(elements) };
}

/** Serializes a value as the next step reads it. */
export function serializeOutput(value: OutputValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
