import * as z from 'zod/mini';
import { type Infer, lazy } from '../lazy-schema.ts';
import { ITEM_CATEGORIES, ITEM_SUBTYPES } from './enums.ts';
import { openEnum, responseObject } from './response-fields.ts';
import { Status } from './status.ts';

const Node = responseObject(() => ({
  id: z.string(),
  item_category: z.optional(openEnum(ITEM_CATEGORIES)),
  item_subtype: z.optional(openEnum(ITEM_SUBTYPES)),
}));
export interface LineageNode extends Infer<typeof Node> {}

const Link = responseObject(() => ({
  /** The newer end: the result, or the user. */
  source: z.string(),
  target: z.string(),
  /** `wasGeneratedBy`, `used`, ... */
  type: z.string(),
}));
export interface LineageLink extends Infer<typeof Link> {}

const Graph = lazy(() =>
  z.pipe(
    z.looseObject({
      directed: z.boolean(),
      multigraph: z.boolean(),
      nodes: z.array(Node()),
      links: z.optional(z.array(Link())),
      // The same list under the name in newer releases of the server's graph library.
      edges: z.optional(z.array(Link())),
    }),
    z.transform(({ links, edges, ...graph }) => ({ ...graph, links: links ?? edges ?? [] })),
  ),
);
export interface LineageGraph extends Infer<typeof Graph> {}

/** A part of the provenance graph. Empty if nothing is connected to the start. */
export const Lineage = responseObject(() => ({
  status: Status(),
  /** Number of nodes. */
  record_count: z.nullish(z.number()),
  graph: Graph(),
}));
export interface Lineage extends Infer<typeof Lineage> {}
