import { randomUUID } from 'node:crypto';
import { appendToRunnerTempList, readRunnerTempList } from '../runner/files/runner-temp-list.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';

/** Identifies what a step creates, so that a later attempt finds it. */
export interface IdempotencyKey {
  /** Key of the step, or the key that the user set. */
  readonly value: string;
  /** Fingerprint of the document; undefined when the key alone identifies what the step creates. */
  readonly fingerprint?: string | undefined;
  /** 1 for the first step of the job with this key and fingerprint, 2 for the second, and so on. */
  readonly ordinal: number;
  /** Fingerprints of the records in earlier steps of the job with this key, for a step that creates a list of records. */
  readonly recordsBefore?: readonly string[] | undefined;
  /** True for input `idempotency-key`. */
  readonly isUserDefined: boolean;
  /** True when an earlier attempt may have created it. */
  readonly searchFirst: boolean;
  /** Unix seconds of this machine's clock; nothing older can have this key. */
  readonly since: number;
}

/** GitHub permits re-runs for 30 days after the start of a run. A re-run can then take five days. */
export const MAX_RUN_SECONDS = 35 * 86_400;
/** Tolerated difference between the clocks of the services. */
const CLOCK_SKEW_SECONDS = 3600;

export interface KeyInputs {
  readonly 'idempotency-key'?: string | undefined;
  /** Index of the job in its matrix. */
  readonly 'job-index'?: string | undefined;
}

interface KeyOptions {
  readonly fingerprint?: string;
  /** Fingerprints of the records, for a step that creates a list of them. */
  readonly records?: readonly string[];
  /** True for a step that only validates, and for a plan: it does not count among the steps with the same key. */
  readonly isDryRun?: boolean;
  /** Unix seconds. */
  readonly now?: number;
}

/**
 * Returns the key of this step, and counts the step among those of the job that have the same key: call it once for
 * each thing that is created. The key is input `idempotency-key`, or repository id, run, job, step and matrix job. The
 * attempt is not part of it, so that a re-run finds what an earlier attempt created. Several steps can have the same
 * key: steps of a composite action share `GITHUB_ACTION`, and jobs of a reusable workflow share `GITHUB_JOB`. The
 * fingerprint distinguishes those with different content, and the ordinal distinguishes equal steps of one job. Nothing
 * distinguishes equal steps of two jobs with one key, unless `job-index` differs.
 */
export function claimIdempotencyKey(
  inputs: KeyInputs,
  workflowRun: WorkflowRun | undefined,
  { fingerprint, records, isDryRun = false, now = Date.now() / 1000 }: KeyOptions = {},
): IdempotencyKey {
  // The name of a branch or file can have accented letters in composed or decomposed form.
  const userKey = inputs['idempotency-key']?.normalize();
  const isUserDefined = Boolean(userKey);
  const searchFirst = isUserDefined || (workflowRun?.runAttempt ?? 1) > 1;
  const since = now - (searchFirst ? MAX_RUN_SECONDS : CLOCK_SKEW_SECONDS);
  if (userKey || !workflowRun)
    return { value: userKey || randomUUID(), fingerprint, ordinal: 1, isUserDefined, searchFirst, since };
  const value = createStepKey(workflowRun, inputs['job-index']);
  const attempt = String(workflowRun.runAttempt);
  const listEarlier = isDryRun ? readRunnerTempList : appendToRunnerTempList;
  const listEarlierRecords = (own: readonly string[]): string[] =>
    listEarlier(['records', value, attempt], own.join(SEPARATOR))
      .flatMap((entry) => entry.split(SEPARATOR))
      .filter(Boolean);
  return {
    value,
    fingerprint,
    ordinal: listEarlier([value, attempt, fingerprint ?? ''], '').length + 1,
    recordsBefore: records && listEarlierRecords(records),
    isUserDefined,
    searchFirst,
    since,
  };
}

function createStepKey(workflowRun: WorkflowRun, jobIndex: string | undefined): string {
  // Without a random part, a step would find what another one created where these parts do not identify it: under act every
  // run has the same id, and without the index the jobs of a matrix share a key. A re-run needs the key that its later
  // attempts will have.
  const isUnique = !workflowRun.isAct && (jobIndex !== undefined || workflowRun.runAttempt > 1);
  const parts = [
    workflowRun.repositoryId ?? workflowRun.repository,
    workflowRun.runId,
    workflowRun.job,
    workflowRun.step,
    jobIndex ?? '',
  ];
  return [...parts, isUnique ? '' : randomUUID()].filter(Boolean).join('/').normalize();
}

/** Separates fingerprints, which are hexadecimal. */
const SEPARATOR = ',';
