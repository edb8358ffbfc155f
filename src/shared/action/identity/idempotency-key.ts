import { randomUUID } from 'node:crypto';
import type { CiRun } from '../runner/ci-run.ts';

/** What tells a step that creates something from all other steps, so that what it made can be found again. */
export interface IdempotencyKey {
  readonly value: string;
  /** True when an earlier attempt may have created the thing: look before anything is created. */
  readonly searchFirst: boolean;
  /** Unix seconds; nothing older can have been made under this key. */
  readonly since: number;
}

/** A workflow run lasts 35 days at most, its re-runs included. */
const MAX_RUN_SECONDS = 35 * 86_400;
/** How far this machine's clock and the server's may lie apart. */
const CLOCK_SKEW_SECONDS = 3600;

export interface KeyInputs {
  readonly 'idempotency-key'?: string | undefined;
  /** The leg's number in a matrix; runners that do not tell it leave it out. */
  readonly 'job-index'?: string | undefined;
}

/**
 * The key of this step: the one that was given, or repository, run, job, step and leg of the matrix. The attempt is not
 * part of it, so that a re-run finds what the attempt before has made.
 */
export function createIdempotencyKey(
  inputs: KeyInputs,
  ci: CiRun | undefined,
  now = Date.now() / 1000,
): IdempotencyKey {
  const given = inputs['idempotency-key'];
  if (given) return { value: given, searchFirst: true, since: now - MAX_RUN_SECONDS };
  const isRerun = ci !== undefined && ci.runAttempt > 1;
  // Without the leg's number two legs would share a key; act tells none, and knows no re-run that could use it.
  const leg = inputs['job-index'] ?? (isRerun ? '' : randomUUID());
  const step = ci ? [ci.repository, ci.runId, ci.job, ci.step, leg] : [randomUUID()];
  return {
    value: step.filter(Boolean).join('/'),
    searchFirst: isRerun,
    since: now - (isRerun ? MAX_RUN_SECONDS : CLOCK_SKEW_SECONDS),
  };
}
