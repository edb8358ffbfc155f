/** Place of a problem in a document. Lines and columns count from 1, as in editors and annotations. */
export interface Place {
  /** Name of the document in messages: the file path as given, or `input metadata`. */
  readonly source: string;
  /** Present when the document is a file, so that an annotation can point into it. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The text of a number, boolean or null as it was written: `1.10`, whose value is 1.1. */
  readonly sourceText?: string;
}

/** A problem that the user has to correct. */
export interface Problem {
  /** What is wrong, what was expected, what was found. */
  readonly message: string;
  /** The field: `dataset_info.license`, `inputs[0].dataset_id`. */
  readonly path?: string;
  readonly place?: Place;
}

/** Problems that the message of an error has; it states the number of the others. */
const MAX_FORMATTED = 1000;

/** Invalid input of the user, with all problems that were found. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];
  /** True if the step finds the problems before it writes anything. */
  readonly isBeforeWrite: boolean;

  constructor(
    problems: string | Problem | readonly Problem[],
    { isBeforeWrite = false, ...options }: ErrorOptions & { readonly isBeforeWrite?: boolean } = {},
  ) {
    const list = typeof problems === 'string' ? [{ message: problems }] : [problems].flat();
    super(formatProblems(list), options);
    this.problems = list;
    this.isBeforeWrite = isBeforeWrite;
  }
}

/** A document contains `me`, and the user is not linked to a person. */
export class UnlinkedUserError extends UserError {}

function formatProblems(problems: readonly Problem[]): string {
  const lines = problems.slice(0, MAX_FORMATTED).map(formatProblem);
  const omitted = problems.length - lines.length;
  return [...lines, ...(omitted > 0 ? [`… and ${omitted} more`] : [])].join('\n');
}

/** Formats one line: `provena/dataset.yaml:4:12: dataset_info.license: expected …`. */
export function formatProblem(problem: Problem): string {
  return [formatPlace(problem.place), problem.path, problem.message].filter(Boolean).join(': ');
}

function formatPlace(place: Place | undefined): string | undefined {
  if (!place) return undefined;
  const position = [place.line, place.column].filter((n) => n !== undefined);
  return place.file
    ? [place.source, ...position].join(':')
    : [place.source, position.length > 0 ? `line ${position.join(', column ')}` : '']
        .filter(Boolean)
        .join(', ');
}

/** The message when neither of two inputs is set and one of them is required. */
export function missingInputMessage(subject: string, one: string, other: string): string {
  return `no ${subject}: set input ${one}, input ${other}, or both`;
}
