import * as z from 'zod/mini';
import { type Infer, lazy } from '../lazy-schema.ts';
import { responseObject } from './response-fields.ts';

/** Success flag of the servers. Results of this client always have `success: true`. */
export const Status = responseObject(() => ({ success: z.boolean(), details: z.string() }));
export interface Status extends Infer<typeof Status> {}

export const StatusResponse = responseObject(() => ({ status: Status() }));
export interface StatusResponse extends Infer<typeof StatusResponse> {}

export const Health = responseObject(() => ({ message: z.string() }));
export interface Health extends Infer<typeof Health> {}

/**
 * The user as the server identifies the caller. The response contains the token; the client reports it as a secret and
 * removes it.
 */
export const User = lazy(() =>
  z.pipe(
    z.looseObject({ username: z.string(), email: z.nullish(z.string()), roles: z.array(z.string()) }),
    z.transform(({ username, email, roles }) => ({ username, email, roles })),
  ),
);
export interface User extends Infer<typeof User> {}
