import type { Issue } from './errors.ts';
import type { Route } from './route.ts';

type Fields = Record<string, unknown>;

export interface ReportedStatus {
  readonly success: boolean;
  readonly details: string | undefined;
  /** What the answer holds beside its verdict and is not null. */
  readonly rest: Fields | undefined;
}

/**
 * Whether a JSON answer says that it worked. Most say so in `status`; on a few routes the whole answer is the status
 * (`self`), and one has two of them.
 */
export function parseReportedStatus(
  body: unknown,
  place: Route<unknown>['statusField'],
): ReportedStatus | undefined {
  if (!isObject(body)) return undefined;
  const status = place === 'self' ? body : body[place ?? 'status'];
  if (!isObject(status) || typeof status['success'] !== 'boolean') return undefined;
  const rest = Object.entries(body).filter(([, value]) => value !== status && value !== null);
  return {
    success: status['success'],
    details: typeof status['details'] === 'string' ? status['details'] : undefined,
    rest: place === 'self' || rest.length === 0 ? undefined : Object.fromEntries(rest),
  };
}

/** The sentence of an error answer: `{"detail": "..."}`, or the first line of a plain text. */
export function parseDetail(body: unknown): string | undefined {
  const detail = isObject(body) ? body['detail'] : body;
  if (typeof detail !== 'string' || /^\s*</.test(detail)) return undefined;
  return detail.trim().split('\n', 1)[0]?.trimEnd() || undefined;
}

/** The entries of a 422 answer, each at its path inside the body or query. */
export function parseIssues(body: unknown): Issue[] {
  const detail = isObject(body) ? body['detail'] : undefined;
  return Array.isArray(detail) ? detail.filter(isObject).map(toIssue) : [];
}

function toIssue(entry: Fields): Issue {
  const loc = Array.isArray(entry['loc']) ? entry['loc'] : [];
  const path = loc.filter((step) => typeof step === 'string' || typeof step === 'number');
  const allowed = isObject(entry['ctx']) ? entry['ctx']['enum_values'] : undefined;
  const hint = Array.isArray(allowed) ? ` (one of ${allowed.join(', ')})` : '';
  return {
    // The first step only says "body" or "query"; "__root__" stands for the whole of what holds it.
    path: path.slice(1).filter((step) => step !== '__root__'),
    message: `${entry['msg']}${hint}`,
    code: String(entry['type']),
  };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
