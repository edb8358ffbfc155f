import { describeFailure } from '../../src/shared/action/lifecycle/failure.ts';
import type { TroubleshootingAnchor } from '../../src/shared/action/runner/troubleshooting-anchors.ts';
import { type CallOptions, UnavailableError } from '../../src/shared/client/index.ts';

export interface CheckResult<Name extends string = string> {
  readonly name: Name;
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
  /** Handle of the person that the user is linked to. */
  readonly personId?: string;
}

/** What a check finds. Without a status, it passed. */
export type CheckFinding = Omit<CheckResult, 'name' | 'status'> & { readonly status?: 'failed' };

/** Runs a check. Its error is the result, unless the step was cancelled. */
export async function runCheck<Name extends string>(
  name: Name,
  { signal }: CallOptions,
  check: () => Promise<CheckFinding>,
): Promise<CheckResult<Name>> {
  try {
    return { name, status: 'passed', ...(await check()) };
  } catch (error) {
    signal?.throwIfAborted();
    const { message, advice, anchor } = describeFailure(error);
    return {
      name,
      status: 'failed',
      message: message.replace(/([.:]?)\n\s*/g, (_, end: string) => `${end || '.'} `),
      advice,
      anchor,
      unknownHost: error instanceof UnavailableError ? error.unknownHost : undefined,
    };
  }
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
