import * as z from 'zod/mini';
import { document } from '../document.ts';
import { httpUrl, namedFields, text } from '../text.ts';

export const PersonInfo = document(() => ({
  ...namedFields('Ada Lovelace'),
  email: text('Email address.', 'ada@example.org').check(
    z.regex(/^[^\s@<>:,;]+@[^\s@<>:,;]+$/, 'expected an email address'),
  ),
  first_name: text('First name.', 'Ada'),
  last_name: text('Last name.', 'Lovelace'),
  orcid: z.nullish(httpUrl('ORCID iD, as a URL.', 'https://orcid.org/0000-0002-1825-0097')),
  ethics_approved: z
    .literal(true, 'a person is registered only with their consent: set it to true once they have given it')
    .check(z.meta({ description: 'Whether the person has consented to the registration.' })),
}));
export interface PersonInfo extends z.infer<typeof PersonInfo> {}

export const OrganisationInfo = document(() => ({
  ...namedFields('Example Organisation'),
  name: text('Official name of the organisation.', 'Example Organisation'),
  ror: z.nullish(httpUrl('ROR ID (Research Organization Registry), as a URL.', 'https://ror.org/03qn8fb07')),
}));
export interface OrganisationInfo extends z.infer<typeof OrganisationInfo> {}
