import * as core from '@actions/core';
import type { Place } from '../../../documents/problem.ts';
import { Annotations } from './annotations.ts';
import { escapeWorkflowCommands } from './escape-workflow-commands.ts';

/** The log of a step. One line per event; text from servers and files cannot become a workflow command. */
export interface Log {
  /** Requests and decisions; visible with debug logging. */
  debug(message: string): void;
  /** Milestones. */
  info(message: string): void;
  /** An annotation: something was created. */
  notice(message: string): void;
  /**
   * An annotation: something was skipped, or may not be intended. The message also names the `place`, which the log does not
   * show.
   */
  warning(message: string, place?: Place): void;
  /** Groups the lines that `work` logs under `title`. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
}

export const annotations = new Annotations();

export const runnerLog: Log = {
  debug: (message) => core.debug(escapeWorkflowCommands(message)),
  info: (message) => core.info(escapeWorkflowCommands(message)),
  notice: (message) => annotations.add('notice', message),
  warning: (message, place) => annotations.add('warning', message, place),
  group: (title, work) => core.group(escapeWorkflowCommands(title).replaceAll('\n', ' '), work),
};
