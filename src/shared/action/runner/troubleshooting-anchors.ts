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
  'idempotency-conflict',
  'command-failed',
  'job-failed',
  'job-timeout',
  'step-cancelled',
  'dataset-read-only',
  'file-transfer-failed',
  'file-not-writable',
  'version-conflict',
  'release-conflict',
  'release-undecided',
  'no-search-results',
  'lineage-check-failed',
  'report-download-failed',
  'connection-check-failed',
  'sandbox-startup-failed',
  'internal-error',
] as const;

export type TroubleshootingAnchor = (typeof TROUBLESHOOTING_ANCHORS)[number];

/**
 * Links to a page of this repository's documentation, in the version of the action that runs.
 * @param path path in the repository, with an anchor. It is returned unchanged if the step was not started from a
 * repository, for example by `uses: ./`.
 */
export function formatDocsLink(path: string, env: NodeJS.ProcessEnv = process.env): string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  return server && repository ? `${server}/${repository}/blob/${ref || 'main'}/${path}` : path;
}
