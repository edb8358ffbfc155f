import { type AnnotationProperties, error, info, notice, setFailed, warning } from '@actions/core';
import { describeProblem, type Place } from '../../spec/problem.ts';
import { inert } from './inert.ts';

const SAY = { notice, warning, error };

export type Level = keyof typeof SAY;

/** Annotations of one level that a runner keeps of one step; it drops all after them without a word. */
const KEPT = 10;
/** Characters of one that it keeps, in the log as well. */
export const LONGEST_ANNOTATION = 4096;
const CUT = '… (the whole message is above)';

/**
 * The annotations of a step. Those beyond what a runner keeps are lines of the log, and the last one kept says how many
 * they are.
 */
export class Annotations {
  readonly #said = { notice: 0, warning: 0, error: 0 };

  add(level: Level, message: string, place?: Place): void {
    this.#said[level] += 1;
    const said = this.#said[level];
    if (said < KEPT) SAY[level](this.#fitting(inert(message)), properties(place));
    else info(inert(`${level}: ${describeProblem({ message, ...(place ? { place } : {}) })}`));
  }

  /** Fails the step. The message is the last error, for which a place is kept; `end` says what to do next. */
  fail(message: string, end: string): void {
    const lines = [message, this.#leftOut('error'), end].filter((line) => line !== undefined);
    setFailed(this.#fitting(inert(lines.join('\n'))));
  }

  /** Says what was left out; nothing may be added after it. */
  close(): void {
    for (const level of ['notice', 'warning'] as const) {
      const left = this.#leftOut(level);
      if (left !== undefined) SAY[level](left);
    }
  }

  #leftOut(level: Level): string | undefined {
    const count = this.#said[level] - (KEPT - 1);
    if (count <= 0) return undefined;
    return `${count} more ${level}${count === 1 ? ' is' : 's are'} in the log of the step.`;
  }

  #fitting(message: string): string {
    if (message.length <= LONGEST_ANNOTATION) return message;
    info(message);
    return `${message.slice(0, LONGEST_ANNOTATION - CUT.length)}${CUT}`;
  }
}

function properties(place: Place | undefined): AnnotationProperties {
  if (place?.file === undefined) return {};
  return {
    file: place.file,
    ...(place.line === undefined ? {} : { startLine: place.line }),
    ...(place.column === undefined ? {} : { startColumn: place.column }),
  };
}
