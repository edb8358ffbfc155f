/** Outputs that tell how a wait for jobs ended. */
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
