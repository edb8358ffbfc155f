import { type AnnotationProperties, error, info, notice, setFailed, warning } from '@actions/core';
import { describeProblem, type Place } from '../../spec/problem.ts';
import { escapeWorkflowCommands } from './escape-workflow-commands.ts';

const WRITE = { notice, warning, error };

export type AnnotationLevel = keyof typeof WRITE;

/** Annotations of one level that a runner keeps of one step; it drops all after them without a word. */
const MAX_PER_LEVEL = 10;
/** Characters of one that it keeps, in the log as well. */
export const MAX_ANNOTATION_LENGTH = 4096;
const TRUNCATION_NOTE = '… (the whole message is above)';

/**
 * The annotations of a step. Those beyond what a runner keeps are lines of the log, and the last one kept says how many
 * they are.
 */
export class Annotations {
  readonly #counts = { notice: 0, warning: 0, error: 0 };

  add(level: AnnotationLevel, message: string, place?: Place): void {
    this.#counts[level] += 1;
    const said = this.#counts[level];
    if (said < MAX_PER_LEVEL)
      WRITE[level](this.#truncate(escapeWorkflowCommands(message)), toAnnotationProperties(place));
    else
      info(escapeWorkflowCommands(`${level}: ${describeProblem({ message, ...(place ? { place } : {}) })}`));
  }

  /** Fails the step. The message is the last error, for which a place is kept; `end` says what to do next. */
  fail(message: string, end: string): void {
    const lines = [message, this.#formatOmitted('error'), end].filter((line) => line !== undefined);
    setFailed(this.#truncate(escapeWorkflowCommands(lines.join('\n'))));
  }

  /** Says what was left out; nothing may be added after it. */
  close(): void {
    for (const level of ['notice', 'warning'] as const) {
      const left = this.#formatOmitted(level);
      if (left !== undefined) WRITE[level](left);
    }
  }

  #formatOmitted(level: AnnotationLevel): string | undefined {
    const count = this.#counts[level] - (MAX_PER_LEVEL - 1);
    if (count <= 0) return undefined;
    return `${count} more ${level}${count === 1 ? ' is' : 's are'} in the log of the step.`;
  }

  #truncate(message: string): string {
    if (message.length <= MAX_ANNOTATION_LENGTH) return message;
    info(message);
    return `${message.slice(0, MAX_ANNOTATION_LENGTH - TRUNCATION_NOTE.length)}${TRUNCATION_NOTE}`;
  }
}

function toAnnotationProperties(place: Place | undefined): AnnotationProperties {
  if (place?.file === undefined) return {};
  return {
    file: place.file,
    ...(place.line === undefined ? {} : { startLine: place.line }),
    ...(place.column === undefined ? {} : { startColumn: place.column }),
  };
}
