import * as z from 'zod/mini';

/** Which person a user is linked to; null and `success: false` for none, which is no error. */
export const LinkedPerson = z.looseObject({ person_id: z.nullish(z.string()), success: z.boolean() });
export type LinkedPerson = z.infer<typeof LinkedPerson>;

export const LinkedUsers = z.looseObject({ usernames: z.array(z.string()) });
export type LinkedUsers = z.infer<typeof LinkedUsers>;

export interface AdminLinkRequest {
  username: string;
  person_id: string;
  /** Whether the person has to exist; default true. */
  validate_item?: boolean;
  /** Replaces a link that is there; default false. */
  force?: boolean;
}
