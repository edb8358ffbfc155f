import { sample } from 'openapi-sampler';
import { getRoute, type Operation } from './openapi-operations.ts';
import { isSuccessful, type Recording } from './recordings.ts';
import { findResponseMismatches } from './schema-mismatches.ts';

/** Responses by `<service> <METHOD> <path>`. */
export type ResponsesByRoute = Readonly<Record<string, readonly unknown[]>>;

/** Operations that describe items or graphs as any object, so that no sample can be generated. */
const UNTYPED_ROUTES = [/^prov GET \/explore\//, /^registry \w+ \/registry\/general\/(fetch|list)$/];

/** Generates a response with all fields for each operation from its description. */
export function sampleResponses(operations: readonly Operation[]): ResponsesByRoute {
  return Object.fromEntries(
    operations.flatMap((operation) => {
      const { response, document } = operation;
      const route = getRoute(operation);
      if (!response || UNTYPED_ROUTES.some((pattern) => pattern.test(route))) return [];
      return [[route, [sample(response, { quiet: true }, document)]]];
    }),
  );
}

/**
 * Selects recorded responses that match the description of their operation; placeholders for long responses do not.
 * Seed items are skipped, because they need another request.
 */
export function selectRecordedResponses(
  operations: readonly Operation[],
  recordings: readonly Recording[],
): ResponsesByRoute {
  const described = new Map(operations.map((operation) => [getRoute(operation), operation]));
  const responses = new Map<string, Map<string, unknown>>();
  for (const recording of recordings) {
    const route = getRoute(recording);
    const operation = described.get(route);
    if (!operation?.response || !isSuccessful(recording) || recording.query.includes('seed_allowed'))
      continue;
    if (findResponseMismatches(operation, recording.responseBody).length > 0) continue;
    const bodies = responses.get(route) ?? new Map<string, unknown>();
    responses.set(route, bodies.set(JSON.stringify(recording.responseBody), recording.responseBody));
  }
  return Object.fromEntries([...responses].map(([route, bodies]) => [route, [...bodies.values()]]));
}

/** Merges the lists of both arguments. */
export function mergeResponses(one: ResponsesByRoute, other: ResponsesByRoute): ResponsesByRoute {
  const routes = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...routes].map((route) => [route, [...(one[route] ?? []), ...(other[route] ?? [])]]),
  );
}
