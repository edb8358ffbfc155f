import * as z from 'zod/mini';
import type { Infer } from '../lazy-schema.ts';
import { listOrEmpty, responseObject } from './response-fields.ts';
import { Status } from './status.ts';

export const SearchHit = responseObject(() => ({ id: z.string(), score: z.number() }));
export interface SearchHit extends Infer<typeof SearchHit> {}

/** Best hit first. The search ignores access rules: a hit may be an item that the caller cannot fetch, or a seed. */
export const SearchResults = responseObject(() => ({
  status: Status(),
  results: listOrEmpty(SearchHit()),
  warnings: listOrEmpty(z.string()),
}));
export interface SearchResults extends Infer<typeof SearchResults> {}
