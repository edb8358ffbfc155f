/** A line of `act --json`. Secrets are masked in `msg` only. */
export interface ActEvent {
  readonly level?: string;
  readonly msg?: string;
  readonly job?: string;
  readonly jobID?: string;
  readonly matrix?: Readonly<Record<string, unknown>>;
  readonly stepID?: readonly string[];
  readonly jobResult?: string;
  readonly stepResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly raw_output?: boolean;
}

/** The result of a workflow run. */
export interface ActRun {
  readonly exitCode: number | null;
  readonly jobs: readonly JobOutcome[];
  /** Outputs by job and step id; those of all matrix jobs in one list. */
  readonly outputs: readonly StepOutput[];
  readonly summaries: readonly string[];
  readonly annotations: readonly { readonly level: string; readonly message: string; readonly job: string }[];
  /** Readable log. */
  readonly log: string;
}

export interface JobOutcome {
  readonly id: string;
  readonly matrix: Readonly<Record<string, unknown>>;
  readonly result: string;
}

export interface StepOutput {
  readonly job: string;
  readonly step: string;
  readonly name: string;
  readonly value: string;
}

/** Collects the lines of `act --json`. */
export class ActLogCollector {
  readonly #onLine: (line: string, job: string) => void;
  readonly #jobs: JobOutcome[] = [];
  readonly #outputs: StepOutput[] = [];
  readonly #summaries: string[] = [];
  readonly #annotations: ActRun['annotations'][number][] = [];
  readonly #log: string[] = [];

  constructor(onLine: (line: string, job: string) => void) {
    this.#onLine = onLine;
  }

  add(event: ActEvent): void {
    const job = event.jobID ?? '';
    if (event.jobResult) this.#jobs.push({ id: job, matrix: event.matrix ?? {}, result: event.jobResult });
    if (event.command === 'set-output' && event.name !== undefined) {
      this.#outputs.push({
        job,
        step: event.stepID?.join('.') ?? '',
        name: event.name,
        value: event.arg ?? '',
      });
    }
    if (event.command === 'summary' && event.content) this.#summaries.push(event.content);
    if (['notice', 'warning', 'error'].includes(event.command ?? '')) {
      this.#annotations.push({ level: event.command ?? '', message: event.arg ?? '', job });
    }
    const line = event.msg?.trimEnd();
    if (!line) return;
    this.#log.push(line);
    const readable = formatReadable(event, line);
    const values = Object.values(event.matrix ?? {});
    if (readable) this.#onLine(readable, values.length === 0 ? job : `${job} (${values.join(', ')})`);
  }

  finish(exitCode: number | null, stderr: string): ActRun {
    return {
      exitCode,
      jobs: this.#jobs,
      outputs: this.#outputs,
      summaries: this.#summaries,
      annotations: this.#annotations,
      log: [...this.#log, stderr].join('\n'),
    };
  }
}

/** Commands without useful text for people. */
const HIDDEN_COMMANDS = new Set([
  'add-mask',
  'set-output',
  'summary',
  'debug',
  'set-env',
  'add-path',
  'save-state',
  'endgroup',
]);

/** Formats a line for people; undefined if it is not useful. */
function formatReadable(
  { command, raw_output, stepID, stepResult, jobResult }: ActEvent,
  line: string,
): string | undefined {
  // Secrets are masked in the line and not in `arg`.
  if (command !== undefined)
    return HIDDEN_COMMANDS.has(command)
      ? undefined
      : line.replace(/^.*?::(\w+).*?::/, '  $1: ').replaceAll('%0A', '\n      ');
  if (raw_output) return `  ${line}`;
  if (jobResult) return line.trim();
  // Lines of act's own set-up and clean-up have no step.
  if (stepID === undefined || stepResult !== undefined) return undefined;
  const [first] = line.split('\n', 1);
  return first?.replace(/^\S+ Run Main /, '\u25B8 ').replace(/^\S+ Run Post /, '\u25B8 end of ');
}
