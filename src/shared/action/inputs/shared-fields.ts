import * as field from './fields.ts';
import { type Field, type InputSchema, type InputValues, inputSchema, type Rule } from './input-schema.ts';
import type { ConnectionInput } from './raw-input.ts';

/** The instance and the credentials. */
const connectionFields = {
  domain: field.optional(field.text),
  realm: field.optional(field.text),
  endpoints: field.optional(field.text),
  'offline-token': field.optional(field.secret),
  // Recorded nowhere, and a realm for tests can have a client whose secret is its id.
  'client-id': field.optional({ ...field.text, mayContainSecrets: true }),
  'client-secret': field.optional(field.secret),
  'access-token': field.optional(field.secret),
  'allow-http': field.optional(field.flag),
} satisfies Record<ConnectionInput, Field<unknown>>;

export type ConnectionInputs = InputValues<typeof connectionFields>;

/** Inputs of actions that connect to the store. */
export const storeFields = {
  's3-endpoint': field.optional(field.text),
  's3-region': field.optional(field.text),
};

export type StoreInputs = InputValues<typeof storeFields>;

/** Inputs of actions that transfer the files of a dataset. */
export const transferFields = {
  'dataset-id': field.handle,
  'if-exists': field.withDefault(field.choice(['skip-unchanged', 'overwrite', 'error']), 'skip-unchanged'),
  'if-no-files-found': field.withDefault(field.choice(['error', 'warn', 'ignore']), 'error'),
  shard: field.optional(field.shard),
  concurrency: field.withDefault(field.integer({ min: 1, max: 1024 }), '256'),
  'dry-run': field.withDefault(field.flag, 'false'),
  sha256: field.withDefault(field.flag, 'false'),
  'manifest-file': field.optional(field.filePath),
  ...storeFields,
};

export type TransferInputs = InputValues<typeof transferFields>;

/** The comment on the pull request. */
const reportFields = {
  comment: field.withDefault(field.flag, 'false'),
  'github-token': field.optional(field.secret),
  /** Index of the job in its matrix. */
  'job-index': field.optional(field.text),
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
  'link-run': field.withDefault(field.flag, 'true'),
  'idempotency-key': field.optional(field.text),
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
    wait: field.withDefault(field.flag, defaults.wait),
    timeout: field.withDefault(field.duration, defaults.timeout),
  };
}
