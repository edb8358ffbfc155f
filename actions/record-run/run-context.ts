import type { EarlierDatasets } from '../../src/shared/action/datasets/find-datasets.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import type { Inputs, OutputName } from './inputs.ts';
import type { DatasetIdentity, RunDataset } from './run-dataset.ts';

/** What each part of the step needs. */
export interface RunContext {
  readonly inputs: Inputs;
  readonly connection: Connection;
  readonly deps: Deps<OutputName>;
  /** Describes the workflow run and the commit before the command, which may change the checkout. */
  readonly runMetadata: Readonly<Record<string, string>>;
  /** The datasets of all runs, in the order of the documents. */
  readonly datasets: readonly RunDataset[];
  /** Those of the datasets that the step mints. */
  readonly identities: ReadonlyMap<RunDataset, DatasetIdentity>;
  readonly earlier: EarlierDatasets;
}
