import * as z from 'zod/mini';
import { type Infer, lazySchema } from '../lazy-schema.ts';

/** Who the server takes the caller for. It sends the token back; this client announces it as a secret and drops it. */
export const User = lazySchema(() =>
  z.pipe(
    z.looseObject({ username: z.string(), email: z.nullish(z.string()), roles: z.array(z.string()) }),
    z.transform(({ username, email, roles }) => ({ username, email, roles })),
  ),
);
export type User = Infer<typeof User>;
