/** What the step keeps of the sandbox for the end of the job. */
export interface SandboxRecord {
  readonly pid: number;
  /** The file with its own faults. */
  readonly log: string;
  /** Address of its control API, once it was ready. */
  readonly control?: string;
}

/** The name under which it is kept. */
export const STATE = 'sandbox';
