import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AnnotationProperties, error, info, notice, setFailed, warning } from '@actions/core';
import { formatProblem, type Place, type Problem } from '../../../documents/problem.ts';
import { formatCount } from '../../../format-count.ts';
import { hasRemoteOf } from '../github/git-remotes.ts';
import { escapeWorkflowCommands } from './escape-workflow-commands.ts';

const WRITE = { notice, warning, error };

type AnnotationLevel = keyof typeof WRITE;

/** Annotations of one level that the runner keeps per step; it silently drops the rest. */
const MAX_PER_LEVEL = 10;
/** Warnings, or errors, that a step prints, so that a faulty list of any length keeps the log readable. */
const MAX_PRINTED_PER_LEVEL = 1000;
/** Notices are not limited: each names something that the step has created. */
const MAX_PRINTED = {
  notice: Number.POSITIVE_INFINITY,
  warning: MAX_PRINTED_PER_LEVEL,
  error: MAX_PRINTED_PER_LEVEL,
};
/** Characters that the runner keeps of an annotation, in the log as well. */
export const MAX_ANNOTATION_LENGTH = 4096;
const TRUNCATION_NOTE = '… (the whole message is above)';

/**
 * The annotations of a step. Those beyond the runner's limit are printed to the log only, and warnings and errors beyond
 * {@link MAX_PRINTED_PER_LEVEL} not at all. The last annotation of a level states their numbers.
 */
export class Annotations {
  readonly #counts = { notice: 0, warning: 0, error: 0 };

  /** @param logLine what is printed to the log instead of an annotation beyond the runner's limit. */
  add(level: AnnotationLevel, message: string, place?: Place, logLine = message): void {
    this.#counts[level] += 1;
    const count = this.#counts[level];
    if (count < MAX_PER_LEVEL)
      WRITE[level](this.#truncate(escapeWorkflowCommands(message)), toAnnotationProperties(place));
    else if (count <= MAX_PRINTED[level]) info(escapeWorkflowCommands(`${level}: ${logLine}`));
  }

  /** Adds an error for a problem. The text of an annotation in a file is without the place, which the runner shows. */
  addProblem(problem: Problem): void {
    const { place, ...withoutPlace } = problem;
    const logLine = formatProblem(problem);
    this.add('error', place?.file === undefined ? logLine : formatProblem(withoutPlace), place, logLine);
  }

  addUnprintedErrors(count: number): void {
    this.#counts.error += count;
  }

  /** Fails the step. The message is the last error annotation, for which a slot is reserved; `advice` is appended. */
  fail(message: string, advice: string): void {
    const lines = [message, this.#formatOmitted('error'), advice].filter((line) => line !== undefined);
    setFailed(this.#truncate(escapeWorkflowCommands(lines.join('\n'))));
  }

  /** Reports the number of omitted annotations; call it last. */
  close(): void {
    for (const level of ['notice', 'warning'] as const) {
      const note = this.#formatOmitted(level);
      if (note !== undefined) WRITE[level](note);
    }
  }

  #formatOmitted(level: AnnotationLevel): string | undefined {
    const printed = Math.min(this.#counts[level], MAX_PRINTED[level]) - (MAX_PER_LEVEL - 1);
    if (printed <= 0) return undefined;
    const inLog = `${formatCount(printed, `more ${level} is`, `more ${level}s are`)} in the step log`;
    const unprinted = this.#counts[level] - MAX_PRINTED[level];
    return unprinted <= 0 ? `${inLog}.` : `${inLog}, and ${formatCount(unprinted, 'is', 'are')} not printed.`;
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
    file: toRepositoryPath(place.file),
    ...(place.line === undefined ? {} : { startLine: place.line }),
    ...(place.column === undefined ? {} : { startColumn: place.column }),
  };
}

/**
 * The path of a file in the repository of the run, which `actions/checkout` with `path` places in a folder: GitHub shows
 * annotations at such paths only. Other paths are returned unchanged, also those of a second checkout, such as of the base
 * branch, in a folder of the first.
 */
function toRepositoryPath(file: string): string {
  const { GITHUB_WORKSPACE: workspace = '', GITHUB_REPOSITORY: repository = '' } = process.env;
  const isOfRun = (config: string | undefined): boolean => hasRemoteOf(config ?? '', [repository]);
  const steps = file.split('/');
  for (let depth = steps.length - 1; depth > 0; depth--) {
    const config = readConfiguration(resolve(workspace, ...steps.slice(0, depth)));
    if (config !== undefined)
      return isOfRun(config) && !isOfRun(readConfiguration(workspace)) ? steps.slice(depth).join('/') : file;
  }
  return file;
}

/** The configuration of the checkout in a folder, if there is one. */
function readConfiguration(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, '.git/config'), 'utf8');
  } catch {
    return undefined;
  }
}
