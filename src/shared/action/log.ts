import * as core from '@actions/core';
import type { Place } from '../spec/problem.ts';

/** Where an action says what it does. One line an event; nothing that a server or a file says can become a command. */
export interface Log {
  /** Requests and decisions; shown when the workflow is run with debug logging. */
  debug(message: string): void;
  /** Milestones. */
  info(message: string): void;
  /** An annotation: something was made. */
  notice(message: string, place?: Place): void;
  /** An annotation: something was skipped, or may not be what was meant. */
  warning(message: string, place?: Place): void;
  /** An annotation: something has to be corrected. Does not end the step. */
  error(message: string, place?: Place): void;
  /** Runs `work` with its lines folded under `title`. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** The log of a step on a runner. */
export const runnerLog: Log = {
  debug: (message) => core.debug(message),
  info: (message) => core.info(inert(message)),
  notice: (message, place) => core.notice(message, properties(place)),
  warning: (message, place) => core.warning(message, properties(place)),
  error: (message, place) => core.error(message, properties(place)),
  group: (title, work) => core.group(inert(title).replaceAll('\n', ' '), work),
};

function properties(place: Place | undefined): core.AnnotationProperties {
  if (place?.file === undefined) return {};
  return {
    file: place.file,
    ...(place.line === undefined ? {} : { startLine: place.line }),
    ...(place.column === undefined ? {} : { startColumn: place.column }),
  };
}

/**
 * The text with every workflow command in it made plain. The runner takes any line of a step's output that starts
 * with `::` (after blanks), or that holds `##[`, for a command; a zero-width space keeps the look and breaks the form.
 */
export function inert(message: string): string {
  return message.replace(/^(\s*):(?=:)/gm, '$1:\u200B').replaceAll('##[', '#\u200B#[');
}
