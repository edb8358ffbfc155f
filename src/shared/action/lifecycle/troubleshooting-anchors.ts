/** Kinds of failure: the anchors of the sections of docs/troubleshooting.md. */
export const TROUBLESHOOTING_ANCHORS = [
  'invalid-input',
  'authentication-failed',
  'permission-denied',
  'user-not-linked',
  'request-rejected',
  'request-validation-failed',
  'not-found',
  'server-unavailable',
  'request-timeout',
  'unexpected-response',
  'outcome-unknown',
  'job-failed',
  'job-timeout',
  'step-cancelled',
  'dataset-read-only',
  'file-transfer-failed',
  'file-not-writable',
  'version-conflict',
  'no-search-results',
  'lineage-check-failed',
  'report-download-failed',
  'connection-check-failed',
  'sandbox-startup-failed',
  'internal-error',
] as const;

export type TroubleshootingAnchor = (typeof TROUBLESHOOTING_ANCHORS)[number];
