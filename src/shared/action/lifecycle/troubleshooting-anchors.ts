/** Kinds of failure that a person gets to see: each is the anchor of a section of docs/troubleshooting.md. */
export const TROUBLESHOOTING_ANCHORS = [
  'what-you-wrote',
  'the-token-is-not-accepted',
  'the-token-does-not-allow-this',
  'the-user-is-not-linked',
  'the-server-refused',
  'the-server-found-the-form-wrong',
  'not-found',
  'the-server-could-not-be-reached',
  'no-answer-in-time',
  'the-answer-was-not-understood',
  'the-answer-got-lost',
  'a-job-failed',
  'a-job-does-not-end',
  'the-step-was-cancelled',
  'the-dataset-takes-no-files',
  'files-were-not-transferred',
  'a-file-cannot-be-written',
  'the-item-has-changed',
  'nothing-was-found',
  'the-lineage-is-not-as-it-has-to-be',
  'the-report-cannot-be-fetched',
  'the-connection-is-not-ready',
  'the-sandbox-does-not-start',
  'a-bug-in-the-action',
] as const;

export type TroubleshootingAnchor = (typeof TROUBLESHOOTING_ANCHORS)[number];
