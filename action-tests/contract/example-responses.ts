import { sample } from 'openapi-sampler';
import type { Operation } from './openapi-operations.ts';
import { isSuccessful, type Recording } from './recordings.ts';
import { findResponseMismatches } from './schema-mismatches.ts';

/** Answers by `<service> <METHOD> <path>`. */
export type ResponsesByRoute = Readonly<Record<string, readonly unknown[]>>;

/** Operations whose description calls an item or a graph any object: nothing can be made from that. */
const UNTYPED_ROUTES = [/^prov GET \/explore\//, /^registry \w+ \/registry\/general\/(fetch|list)$/];

/** For each operation an answer made from its own description, with every field that there is. */
export function sampleResponses(operations: readonly Operation[]): ResponsesByRoute {
  return Object.fromEntries(
    operations.flatMap((operation) => {
      const { response: answer, document } = operation;
      const route = routeOf(operation);
      if (!answer || UNTYPED_ROUTES.some((pattern) => pattern.test(route))) return [];
      return [[route, [sample(answer, { quiet: true }, document)]]];
    }),
  );
}

/**
 * Answers of a running server that have the form which the operation describes; notes that a recording made in place of
 * long answers have not. A seed is only given to who asks for one, in another way than is tried here.
 */
export function selectRecordedResponses(
  operations: readonly Operation[],
  recordings: readonly Recording[],
): ResponsesByRoute {
  const described = new Map(operations.map((operation) => [routeOf(operation), operation]));
  const kept = new Map<string, Map<string, unknown>>();
  for (const recording of recordings) {
    const route = routeOf(recording);
    const operation = described.get(route);
    if (!operation?.response || !isSuccessful(recording) || recording.query.includes('seed_allowed'))
      continue;
    if (findResponseMismatches(operation, recording.responseBody).length > 0) continue;
    const answers = kept.get(route) ?? new Map<string, unknown>();
    kept.set(route, answers.set(JSON.stringify(recording.responseBody), recording.responseBody));
  }
  return Object.fromEntries([...kept].map(([route, answers]) => [route, [...answers.values()]]));
}

/** Both, one after the other. */
export function mergeResponses(one: ResponsesByRoute, other: ResponsesByRoute): ResponsesByRoute {
  const routes = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...routes].map((route) => [route, [...(one[route] ?? []), ...(other[route] ?? [])]]),
  );
}

function routeOf({ service, method, path }: Pick<Operation, 'service' | 'method' | 'path'>): string {
  return `${service} ${method} ${path}`;
}
