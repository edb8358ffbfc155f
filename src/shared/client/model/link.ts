import * as z from 'zod/mini';
import type { Infer } from '../lazy-schema.ts';
import { responseObject } from './response-fields.ts';

/** The person that a user is linked to; null and `success: false` for none, which is not an error. */
export const LinkedPerson = responseObject(() => ({
  person_id: z.nullish(z.string()),
  success: z.boolean(),
}));
export interface LinkedPerson extends Infer<typeof LinkedPerson> {}

export const LinkedUsers = responseObject(() => ({ usernames: z.array(z.string()) }));
export interface LinkedUsers extends Infer<typeof LinkedUsers> {}

export interface AdminLinkRequest {
  username: string;
  person_id: string;
  /** Whether the person has to exist; default true. */
  validate_item?: boolean | undefined;
  /** Replaces a link that is there; default false. */
  force?: boolean | undefined;
}
