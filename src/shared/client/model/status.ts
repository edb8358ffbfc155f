import * as z from 'zod/mini';
import { type Infer, lazySchema } from '../lazy-schema.ts';

/** How the servers say whether something worked. Whoever holds one from this client holds a `success: true`. */
export const Status = lazySchema(() => z.looseObject({ success: z.boolean(), details: z.string() }));
export type Status = Infer<typeof Status>;

export const StatusReply = lazySchema(() => z.looseObject({ status: Status() }));
export type StatusReply = Infer<typeof StatusReply>;

export const Health = lazySchema(() => z.looseObject({ message: z.string() }));
export type Health = Infer<typeof Health>;

/** Who the server takes the caller for. It sends the token back; this client announces it as a secret and drops it. */
export const User = lazySchema(() =>
  z.pipe(
    z.looseObject({ username: z.string(), email: z.nullish(z.string()), roles: z.array(z.string()) }),
    z.transform(({ username, email, roles }) => ({ username, email, roles })),
  ),
);
export type User = Infer<typeof User>;
