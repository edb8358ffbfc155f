import { describeFailure } from '../../src/shared/action/lifecycle/failure.ts';
import type { TroubleshootingAnchor } from '../../src/shared/action/runner/troubleshooting-anchors.ts';
import { UnavailableError } from '../../src/shared/client/index.ts';

export interface CheckResult {
  readonly name: string;
  /** `failed` fails the step; `absent` is only reported, because nothing requires it. */
  readonly status: 'passed' | 'absent' | 'failed';
  readonly message: string;
  /** What to do when it failed or is absent. */
  readonly advice?: string | undefined;
  readonly anchor?: TroubleshootingAnchor;
  /** Response time in milliseconds. */
  readonly ms?: number;
  /** Host that does not exist, if that is the reason. */
  readonly unknownHost?: string | undefined;
}

/** Creates the result of a failed required check. */
export function createFailedCheck(name: string, error: unknown): CheckResult {
  const { message, advice, anchor } = describeFailure(error);
  return {
    name,
    status: 'failed',
    message: message.replaceAll('\n', ' '),
    advice,
    anchor,
    unknownHost: error instanceof UnavailableError ? error.unknownHost : undefined,
  };
}

/** Replaces the results of all hosts that do not exist by one: a wrong domain is one mistake. */
export function mergeUnknownHosts(
  results: readonly CheckResult[],
  domain: string | undefined,
): CheckResult[] {
  const unknown = results.filter(({ unknownHost }) => unknownHost !== undefined);
  const [first] = unknown;
  if (!first || unknown.length === 1) return [...results];
  const hosts = [...new Set(unknown.map(({ unknownHost }) => unknownHost))];
  const merged = {
    name: domain === undefined ? 'endpoints' : 'domain',
    status: unknown.some(({ status }) => status === 'failed') ? ('failed' as const) : ('absent' as const),
    message: `unknown hosts: ${hosts.join(', ')}`,
    advice: first.advice,
    anchor: 'server-unavailable' as const,
  };
  return [merged, ...results.filter(({ unknownHost }) => unknownHost === undefined)];
}

export const STATUS_SYMBOLS = { passed: '✔', absent: '–', failed: '✖' };

/** Formats a result for the log. */
export function formatCheck({ name, status, message, advice, ms }: CheckResult): string {
  const duration = ms === undefined ? '' : ` (${ms} ms)`;
  const remedy = status === 'failed' && advice !== undefined ? `\n    ${advice}` : '';
  return `${STATUS_SYMBOLS[status]} ${name}: ${message}${duration}${remedy}`;
}
