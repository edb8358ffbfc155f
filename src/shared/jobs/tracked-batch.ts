/** A batch with missing jobs. `expected` is undefined if its size is unknown. */
export interface IncompleteBatch {
  readonly id: string;
  readonly expected: number | undefined;
  readonly found: number;
}

/** A batch of a wait with the jobs of it that are known. */
export class TrackedBatch {
  readonly id: string;
  #size: number | undefined;
  #launchedAt: number | undefined;
  #isMarkedComplete = false;
  readonly #members = new Set<string>();
  readonly #open = new Set<string>();

  constructor(id: string) {
    this.id = id;
  }

  get memberCount(): number {
    return this.#members.size;
  }

  /** Sessions of its open jobs. */
  get open(): ReadonlySet<string> {
    return this.#open;
  }

  get isSizeKnown(): boolean {
    return this.#size !== undefined;
  }

  /** Unix seconds; the jobs of the batch are not older. */
  get launchedAt(): number | undefined {
    return this.#launchedAt;
  }

  /** Whether every job that it will have is known. */
  get isComplete(): boolean {
    return this.#isMarkedComplete || (this.#size !== undefined && this.#members.size >= this.#size);
  }

  /** The number of jobs that the batch is known to have and that have not been found yet. */
  get lackingCount(): number {
    return this.isComplete ? 0 : Math.max(0, (this.#size ?? 0) - this.#members.size);
  }

  /** Adds what the job that launches the batch shows: the number of its jobs, and when it was created, in Unix seconds. */
  addFacts(size: number | undefined, launchedAt: number | undefined): void {
    this.#size ??= size;
    this.#launchedAt ??= launchedAt;
  }

  add(sessionId: string): void {
    this.#members.add(sessionId);
  }

  /** Records that a job of the batch is open. Does nothing for other jobs. */
  markOpen(sessionId: string): void {
    if (this.#members.has(sessionId)) this.#open.add(sessionId);
  }

  markFinished(sessionId: string): void {
    this.#open.delete(sessionId);
  }

  markComplete(): void {
    this.#isMarkedComplete = true;
  }

  /** Whether it has an open job, or jobs still to come. */
  get isOpen(): boolean {
    return !this.isComplete || this.#open.size > 0;
  }

  /** Returns what is missing if the batch was marked as complete with no job, or with fewer than were submitted. */
  describeIncomplete(): IncompleteBatch | undefined {
    if (!this.#isMarkedComplete || this.#members.size >= (this.#size ?? 1)) return undefined;
    return { id: this.id, expected: this.#size, found: this.#members.size };
  }
}
