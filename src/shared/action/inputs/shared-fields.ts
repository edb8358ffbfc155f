import {
  choice,
  duration,
  flag,
  handle,
  integer,
  optional,
  path,
  secret,
  shard,
  text,
  withDefault,
} from './fields.ts';
import { type Field, type InputSchema, type InputValues, inputSchema, type Rule } from './input-schema.ts';
import type { ConnectionInput } from './raw-input.ts';

/** The instance and the credentials. */
const connectionFields = {
  domain: optional(text),
  realm: optional(text),
  endpoints: optional(text),
  'offline-token': optional(secret),
  'client-id': optional(text),
  'client-secret': optional(secret),
  'access-token': optional(secret),
  'allow-http': optional(flag),
} satisfies Record<ConnectionInput, Field<unknown>>;

export type ConnectionInputs = InputValues<typeof connectionFields>;

/** Inputs of actions that connect to the store. */
export const storeFields = {
  's3-endpoint': optional(text),
  's3-region': optional(text),
};

export type StoreInputs = InputValues<typeof storeFields>;

/** Inputs of actions that transfer the files of a dataset. */
export const transferFields = {
  'dataset-id': handle,
  'if-exists': withDefault(choice(['skip-unchanged', 'overwrite', 'error']), 'skip-unchanged'),
  'if-no-files-found': withDefault(choice(['error', 'warn', 'ignore']), 'error'),
  shard: optional(shard),
  concurrency: withDefault(integer({ min: 1, max: 1024 }), '256'),
  'dry-run': withDefault(flag, 'false'),
  sha256: withDefault(flag, 'false'),
  'manifest-file': optional(path),
  ...storeFields,
};

export type TransferInputs = InputValues<typeof transferFields>;

/** The comment on the pull request. */
const reportFields = {
  comment: withDefault(flag, 'false'),
  'github-token': optional(secret),
  /** Index of the job in its matrix. */
  'job-index': optional(text),
};

export type ReportInputs = Partial<InputValues<typeof reportFields>>;

const connectedFields = { ...reportFields, ...connectionFields };

/** Defines the inputs of an action that connects to Provena: its own, and those that all of these actions have. */
export function connectedInputSchema<F extends InputSchema['fields']>(
  fields: F,
  ...rules: readonly Rule<InputValues<F & typeof connectedFields>>[]
): InputSchema<F & typeof connectedFields> {
  return inputSchema({ ...fields, ...connectedFields }, ...rules);
}

/** Inputs of actions that create something. */
export const creationFields = {
  'link-run': withDefault(flag, 'true'),
  'idempotency-key': optional(text),
};

/** Outputs of actions that wait for jobs. */
export const awaitOutputs = [
  'status',
  'results',
  'model-run-id',
  'model-run-ids',
  'batch-id',
  'pending',
  'pending-file',
  'succeeded',
  'failed',
] as const;

export type AwaitOutput = (typeof awaitOutputs)[number];

/** Outputs of a step that registers model runs. */
export const registrationOutputs = [
  'session-ids',
  'session-file',
  'count',
  'reused',
  ...awaitOutputs,
] as const;

/** Outputs of the decision; the same names in both actions. */
export const decisionOutputs = ['decision', 'approver-id', 'decision-notes', 'decided-at', 'reused'] as const;

export type DecisionOutput = (typeof decisionOutputs)[number];

/** Inputs of actions that can wait for what they started. */
export function waitFields(defaults: { readonly wait: 'true' | 'false'; readonly timeout: string }) {
  return {
    wait: withDefault(flag, defaults.wait),
    timeout: withDefault(duration, defaults.timeout),
  };
}
