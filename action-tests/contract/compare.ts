import type { ClientCall, Request } from './client-calls.ts';
import type { Operation } from './openapi-operations.ts';
import { findRequestMismatches, findResponseMismatches } from './schema-mismatches.ts';
import { UNDOCUMENTED_ROUTES } from './unsupported-operations.ts';

export interface Comparison {
  /** Operations that are methods of the client. */
  readonly covered: number;
  /** How many operations are left out for each reason. */
  readonly unsupported: ReadonlyMap<string, number>;
  /** Everything that does not fit, in words. */
  readonly mismatches: readonly string[];
}

/** Operations on one side, calls of the client on the other. */
export function compareOperations(
  operations: readonly Operation[],
  calls: readonly ClientCall[],
  reasons: readonly { readonly pattern: RegExp; readonly why: string }[],
): Comparison {
  const requests = calls.flatMap(({ method, requests: sent }) =>
    sent.map((request) => ({ by: method, request })),
  );
  const called = new Set(requests.map(({ request }) => routeOf(request)));
  const known = new Map(operations.map((operation) => [routeOf(operation), operation]));
  const absent = new Map<string, number>();
  const faults: string[] = [];

  for (const route of known.keys()) {
    const reason = reasons.find(({ pattern }) => pattern.test(route));
    if (called.has(route) && reason)
      faults.push(`${route}: is a method, though it is to be left out: ${reason.why}`);
    if (called.has(route)) continue;
    if (reason) absent.set(reason.why, (absent.get(reason.why) ?? 0) + 1);
    else faults.push(`${route}: no method calls it, and no reason is given`);
  }
  for (const { by, request } of requests) {
    const operation = known.get(routeOf(request));
    if (!operation) {
      if (isDocumentedService(operations, request))
        faults.push(`${by}: calls ${routeOf(request)}, which does not exist`);
      continue;
    }
    for (const fault of findRequestMismatches(operation, request)) faults.push(`${by}: ${fault}`);
    for (const fault of findResponseMismatches(operation, request.answer))
      faults.push(`${by}: expects ${fault}`);
  }
  for (const { method, unread } of calls) {
    for (const complaint of unread)
      faults.push(`${method}: cannot read what the server describes: ${complaint}`);
  }
  const covered = [...known.keys()].filter((route) => called.has(route)).length;
  return { covered, unsupported: absent, mismatches: faults };
}

function routeOf({ service, method, path }: Request | Operation): string {
  return `${service} ${method} ${path}`;
}

/** A server of which no description was given is not judged, nor is what servers leave out of theirs. */
function isDocumentedService(operations: readonly Operation[], request: Request): boolean {
  const described = operations.some(({ service }) => service === request.service);
  return described && !UNDOCUMENTED_ROUTES.some((pattern) => pattern.test(routeOf(request)));
}
