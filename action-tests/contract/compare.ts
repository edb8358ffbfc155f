import type { ClientCall, Request } from './client-calls.ts';
import { getRoute, type Operation } from './openapi-operations.ts';
import { findRequestMismatches, findResponseMismatches } from './schema-mismatches.ts';
import { UNDOCUMENTED_ROUTES } from './unsupported-operations.ts';

export interface Comparison {
  /** Number of operations with a client method. */
  readonly covered: number;
  /** Number of unsupported operations by reason. */
  readonly unsupported: ReadonlyMap<string, number>;
  /** Messages. */
  readonly mismatches: readonly string[];
}

/** Compares the operations of the servers with the calls of the client. */
export function compareOperations(
  operations: readonly Operation[],
  calls: readonly ClientCall[],
  exceptions: readonly { readonly pattern: RegExp; readonly reason: string }[],
): Comparison {
  const requests = calls.flatMap(({ method, requests: sent }) =>
    sent.map((request) => ({ by: method, request })),
  );
  const calledRoutes = new Set(requests.map(({ request }) => getRoute(request)));
  const known = new Map(operations.map((operation) => [getRoute(operation), operation]));
  const absent = new Map<string, number>();
  const faults: string[] = [];

  for (const route of known.keys()) {
    const exception = exceptions.find(({ pattern }) => pattern.test(route));
    if (calledRoutes.has(route) && exception)
      faults.push(`${route}: has a client method, although it is listed as unsupported: ${exception.reason}`);
    if (calledRoutes.has(route)) continue;
    if (exception) absent.set(exception.reason, (absent.get(exception.reason) ?? 0) + 1);
    else faults.push(`${route}: has no client method and no reason`);
  }
  for (const { by, request } of requests) {
    const operation = known.get(getRoute(request));
    if (!operation) {
      if (isDocumentedService(operations, request))
        faults.push(`${by}: calls ${getRoute(request)}, which does not exist`);
      continue;
    }
    for (const fault of findRequestMismatches(operation, request)) faults.push(`${by}: ${fault}`);
    for (const fault of findResponseMismatches(operation, request.response))
      faults.push(`${by}: expects ${fault}`);
  }
  for (const { method, readErrors } of calls) {
    for (const error of readErrors) faults.push(`${method}: cannot read the described response: ${error}`);
  }
  const covered = [...known.keys()].filter((route) => calledRoutes.has(route)).length;
  return { covered, unsupported: absent, mismatches: faults };
}

/** Services without a description, and undocumented routes, are not compared. */
function isDocumentedService(operations: readonly Operation[], request: Request): boolean {
  const described = operations.some(({ service }) => service === request.service);
  return described && !UNDOCUMENTED_ROUTES.some((pattern) => pattern.test(getRoute(request)));
}
