import * as z from 'zod/mini';
import { nonEmptyText, textMap } from '../text.ts';

/** What every kind of item has that a person describes. An empty display name the registry accepts and then fails on. */
export const namedFields = () => ({
  display_name: nonEmptyText('Name under which the item is listed.', 'Example Organisation'),
  user_metadata: z.nullish(textMap('Free facts: text by name.')),
});
