import * as z from 'zod/mini';
import { Status } from './status.ts';

export const SearchHit = z.looseObject({ id: z.string(), score: z.number() });
export type SearchHit = z.infer<typeof SearchHit>;

/** Best hit first. The search knows no access rules: a hit may be an item that the caller cannot fetch, or a seed. */
export const SearchResults = z.looseObject({
  status: Status,
  results: z.nullish(z.array(SearchHit)),
  warnings: z.nullish(z.array(z.string())),
});
export type SearchResults = z.infer<typeof SearchResults>;
