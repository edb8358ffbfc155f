import type { Issue } from '../errors.ts';
import { formatJson } from '../json/format-json.ts';
import { getTextField, isMapping, type Mapping } from '../mapping.ts';
import type { Route } from './route.ts';

export interface ReportedStatus {
  readonly success: boolean;
  readonly details: string | undefined;
  /** The rest of the response without its status and null values. */
  readonly rest: Mapping | undefined;
}

/**
 * Location of the success flag in a JSON response. Most have it in `status`; on a few routes the whole response is
 * the status (`self`), and one has two of them.
 */
export function parseReportedStatus(
  body: unknown,
  place: Route<unknown>['statusField'],
): ReportedStatus | undefined {
  if (!isMapping(body)) return undefined;
  const status = place === 'self' ? body : body[place ?? 'status'];
  if (!isMapping(status) || typeof status['success'] !== 'boolean') return undefined;
  const rest = Object.entries(body).filter(([, value]) => value !== status && value !== null);
  return {
    success: status['success'],
    details: typeof status['details'] === 'string' ? truncateDetail(status['details']) : undefined,
    rest: place === 'self' || rest.length === 0 ? undefined : Object.fromEntries(rest),
  };
}

/** More of a server's message is not printed. Errors have the complete body. */
const MAX_DETAIL_CHARACTERS = 10_000;

/** Shortens the text of a server to {@link MAX_DETAIL_CHARACTERS}, for a message. */
export function truncateDetail(text: string): string {
  return text.length <= MAX_DETAIL_CHARACTERS ? text : `${text.slice(0, MAX_DETAIL_CHARACTERS)}…`;
}

/**
 * Message of an error response: `{"detail": "..."}`, a gateway's `{"message": "..."}`, the first line of plain text, or any other
 * JSON as it is.
 */
export function parseDetail(body: unknown): string | undefined {
  const detail = isMapping(body) ? (body['detail'] ?? body['message'] ?? body) : body;
  if (typeof detail !== 'string')
    return Object.keys(detail ?? {}).length === 0 ? undefined : truncateDetail(formatJson(detail));
  if (/^\s*</.test(detail)) return undefined;
  return truncateDetail(detail.trim().split('\n', 1)[0]?.trimEnd() ?? '') || undefined;
}

/** Entries of a 422 response, each with its path in the body or query. */
export function parseIssues(body: unknown): Issue[] {
  const detail = isMapping(body) ? body['detail'] : undefined;
  return Array.isArray(detail) ? detail.filter(isMapping).map(toIssue) : [];
}

function toIssue(entry: Mapping): Issue {
  const loc = Array.isArray(entry['loc']) ? entry['loc'] : [];
  const path = loc.filter((step) => typeof step === 'string' || typeof step === 'number');
  return {
    // The first step is only "body" or "query"; "__root__" is the whole value.
    path: path
      .slice(1)
      .filter((step) => step !== '__root__')
      .map((step) => (typeof step === 'string' ? truncateDetail(step) : step)),
    message: truncateDetail(getTextField(entry, 'msg') ?? formatJson(entry['msg'] ?? entry)),
    code: getTextField(entry, 'type') ?? '',
  };
}
