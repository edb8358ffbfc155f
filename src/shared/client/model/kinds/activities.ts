import * as z from 'zod/mini';
import { document } from '../document.ts';
import { handle, text } from '../text.ts';
import { namedFields } from './named.ts';

/** Written by the server when an item is created. */
export const CreateActivityInfo = document(() => ({
  ...namedFields(),
  created_item_id: handle('Handle of the item that was created.'),
}));
export type CreateActivityInfo = z.infer<typeof CreateActivityInfo>;

/** Written by the server when an item gets a new version. */
export const VersionActivityInfo = document(() => ({
  ...namedFields(),
  reason: text('Why there is a new version.'),
  from_item_id: handle('Handle of the version before.'),
  to_item_id: handle('Handle of the new version.'),
  new_version_number: z.int().check(z.meta({ description: 'Number of the new version.' })),
}));
export type VersionActivityInfo = z.infer<typeof VersionActivityInfo>;
