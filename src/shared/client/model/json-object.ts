import * as z from 'zod/mini';

/** An object of a response whose content the client does not read. */
export const jsonObject = z.record(z.string(), z.unknown());
