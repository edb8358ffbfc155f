import type * as z from 'zod/mini';
import type { InputSchema } from '../inputs/read-inputs.ts';
import type { CiRun } from '../runner/ci-run.ts';
import type { Log } from '../runner/log.ts';
import type { Outputs } from '../runner/outputs.ts';
import type { Summary } from '../runner/summary.ts';
import type { Connection } from './connection.ts';

/** What `runAction` needs to know of an action. */
export interface ActionDefinition<S extends InputSchema, Name extends string> {
  /** The folder's name: heads the summary and names the action in messages. */
  readonly name: string;
  /** True for an action that never talks to Provena, whatever the environment says of an instance. */
  readonly isLocal?: boolean;
  /**
   * Inputs without which nothing is begun: of each group one has to be given. The schema refuses a step without them, in
   * words; this spares it the head start.
   */
  readonly requiredInputs?: readonly (readonly (keyof z.output<S> & string)[])[];
  /** Loads the inputs and outputs. */
  readonly loadInputs: () => Promise<{ readonly inputs: S; readonly outputs: readonly Name[] }>;
  /** Loads the use case; only when the inputs are good, so that a refusal costs nothing. */
  readonly loadRun: () => Promise<{ readonly run: Run<z.output<S>, Name> }>;
}

/** A use case: from inputs to outputs. Whatever it needs of the outside it gets from `deps`. */
export type Run<Inputs, Name extends string> = (inputs: Inputs, deps: Deps<Name>) => Promise<Outputs<Name>>;

export interface Deps<Name extends string> {
  readonly log: Log;
  readonly summary: Summary;
  /** Sets outputs at once, before anything else can fail; what `run` returns is set at its end. */
  output(outputs: Outputs<Name>): void;
  /** Fires when the step is cancelled. */
  readonly signal: AbortSignal;
  /** The workflow run that this step belongs to, if there is one. */
  readonly ci: CiRun | undefined;
  /** The folder that relative paths start from. */
  readonly workspace: string;
  /** The client and the instance's pages, as the connection inputs say. */
  connect(): Promise<Connection>;
}
