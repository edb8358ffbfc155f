import * as z from 'zod/mini';
import { document } from '../document.ts';
import { httpUrl, text } from '../text.ts';
import { namedFields } from './named.ts';

export const OrganisationInfo = document(() => ({
  ...namedFields(),
  name: text('Official name of the organisation.', 'Example Organisation'),
  ror: z.nullish(httpUrl('Its entry in the Research Organization Registry.', 'https://ror.org/03qn8fb07')),
}));
export type OrganisationInfo = z.infer<typeof OrganisationInfo>;
