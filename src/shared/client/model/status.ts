import * as z from 'zod/mini';

/** How the servers say whether something worked. Whoever holds one from this client holds a `success: true`. */
export const Status = z.looseObject({ success: z.boolean(), details: z.string() });
export type Status = z.infer<typeof Status>;

export const StatusReply = z.looseObject({ status: Status });
export type StatusReply = z.infer<typeof StatusReply>;

export const Health = z.looseObject({ message: z.string() });
export type Health = z.infer<typeof Health>;
