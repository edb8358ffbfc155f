/** Line and column, both from 1, as in editors and annotations. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The text of a number, boolean or null as it was written: `1.10`, whose value is 1.1. Empty for a key without a value. */
  readonly sourceText?: string;
}

/** Place of a problem in a document. */
export interface Place extends Partial<Position> {
  /** Name of the document in messages: the file path as given, or `input metadata`. */
  readonly source: string;
  /** Present when the document is a file, so that an annotation can point into it. */
  readonly file?: string;
}

export interface Problem {
  /** What is wrong, what was expected, what was found. */
  readonly message: string;
  /** The field: `dataset_info.license`, `inputs[0].dataset_id`. */
  readonly path?: string;
  readonly place?: Place;
}

/** Maximum number of problems that are kept and printed. */
export const MAX_LISTED = 1000;

/** The problems of an input of any size. All are counted, and the first {@link MAX_LISTED} are kept. */
export class ProblemList {
  readonly #listed: Problem[] = [];
  /** By the name of their document; the key is undefined for problems without a place. */
  readonly #counts = new Map<string | undefined, number>();

  constructor(problems: readonly Problem[] = []) {
    this.add(problems);
  }

  add(problems: readonly Problem[]): void {
    for (const problem of problems) {
      this.#addCount(problem.place?.source, 1);
      if (this.#listed.length < MAX_LISTED) this.#listed.push(problem);
    }
  }

  addList(list: ProblemList): void {
    for (const [source, count] of list.#counts) this.#addCount(source, count);
    for (const problem of list.#listed.slice(0, MAX_LISTED - this.#listed.length)) this.#listed.push(problem);
  }

  /** Adds the problems of a UserError. @throws any other error. */
  addError(error: unknown): void {
    if (!(error instanceof UserError)) throw error;
    this.addList(error.problemList);
  }

  /** @throws UserError with the problems, if there are any. */
  assertEmpty(options?: UserErrorOptions): void {
    if (this.count > 0) throw new UserError(this, options);
  }

  #addCount(source: string | undefined, count: number): void {
    this.#counts.set(source, this.countIn(source) + count);
  }

  /** The first problems. */
  get listed(): readonly Problem[] {
    return this.#listed;
  }

  get count(): number {
    return this.#counts.values().reduce((sum, count) => sum + count, 0);
  }

  /** The number of problems in a document, by its name in messages. */
  countIn(source: string | undefined): number {
    return this.#counts.get(source) ?? 0;
  }
}

interface UserErrorOptions extends ErrorOptions {
  /** True if the step finds the problems before it writes anything. */
  readonly isBeforeWrite?: boolean;
}

/** Invalid input of the user, with all problems that were found. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problemList: ProblemList;
  readonly isBeforeWrite: boolean;

  constructor(
    problems: string | Problem | readonly Problem[] | ProblemList,
    { isBeforeWrite = false, ...options }: UserErrorOptions = {},
  ) {
    const list = toProblemList(problems);
    super(formatProblems(list), options);
    this.problemList = list;
    this.isBeforeWrite = isBeforeWrite;
  }

  /** The first problems. */
  get problems(): readonly Problem[] {
    return this.problemList.listed;
  }
}

/** A document contains `me`, and the user is not linked to a person. */
export class UnlinkedUserError extends UserError {}

function toProblemList(problems: string | Problem | readonly Problem[] | ProblemList): ProblemList {
  if (problems instanceof ProblemList) return problems;
  return new ProblemList(typeof problems === 'string' ? [{ message: problems }] : [problems].flat());
}

function formatProblems({ listed, count }: ProblemList): string {
  const lines = listed.map(formatProblem);
  const omitted = count - lines.length;
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
  return `no ${subject}: set input ${one}, input ${other}, or both. If one is an expression, it evaluates to an empty string`;
}
