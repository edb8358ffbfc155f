import { sample } from 'openapi-sampler';
import type { Operation } from './descriptions.ts';

/** Operations whose description calls an item or a graph any object: nothing can be made from that. */
const UNTOLD = [/^prov GET \/explore\//, /^registry \w+ \/registry\/general\/(fetch|list)$/];

/**
 * For each operation an answer made from its own description, with every field that there is. The client must be able to
 * read it.
 */
export function sampledAnswers(operations: readonly Operation[]): Record<string, unknown[]> {
  return Object.fromEntries(
    operations.flatMap(({ service, method, path, answer, document }) => {
      const route = `${service} ${method} ${path}`;
      if (!answer || UNTOLD.some((pattern) => pattern.test(route))) return [];
      return [[route, [sample(answer, { quiet: true }, document)]]];
    }),
  );
}
