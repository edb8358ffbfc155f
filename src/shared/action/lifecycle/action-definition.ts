import type { InputSchema, InputsOf } from '../inputs/input-schema.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import type { Log } from '../runner/log/log.ts';
import type { Summary } from '../runner/markdown/summary.ts';
import type { Outputs } from '../runner/outputs/outputs.ts';
import type { Connection } from './connection.ts';

export interface ActionDefinition<S extends InputSchema, Name extends string> {
  /** Name of the action's folder; used in the summary title and the user agent. */
  readonly name: string;
  /** True for an action that never connects to Provena, even if the environment names an instance. */
  readonly isLocal?: boolean;
  /** A flag without which the action never connects: no token is prefetched if it is missing, false or invalid. */
  readonly connectsOnlyIf?: keyof S['fields'] & string;
  /**
   * Groups of inputs. The token is prefetched if at least one input of each group is set. Whether inputs are missing is
   * checked by the schema.
   */
  readonly prefetchTokenIf?: readonly (readonly (keyof S['fields'] & string)[])[];
  readonly loadInputs: () => Promise<{ readonly inputs: S; readonly outputs: readonly Name[] }>;
  /** Loads the use case. Called only after the inputs were validated, so that invalid inputs fail fast. */
  readonly loadRun: () => Promise<{ run(inputs: InputsOf<S>, deps: Deps<Name>): Promise<void> }>;
}

/** Everything external that a use case needs. */
export interface Deps<Name extends string> {
  readonly log: Log;
  readonly summary: Summary;
  /**
   * Sets outputs immediately, before anything else can fail. An output that cannot be written is printed, and fails the
   * step at its end.
   */
  setOutputs(outputs: Outputs<Name>): void;
  readonly signal: AbortSignal;
  /** The workflow run of this step; undefined outside of GitHub Actions. */
  readonly workflowRun: WorkflowRun | undefined;
  /** Base folder of relative paths. */
  readonly workspace: string;
  /** Opens the connection that the connection inputs describe; later calls return the same one. */
  connect(): Promise<Connection>;
}
