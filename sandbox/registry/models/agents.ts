import { email, httpUrl } from '../../pydantic/formats.ts';
import { boolean, text } from '../../pydantic/scalars.ts';
import { byDefault, optional } from '../../pydantic/type.ts';
import { domainInfo } from './domain.ts';

export const Organisation = domainInfo('OrganisationDomainInfo', { name: text(), ror: optional(httpUrl) });

export const Person = domainInfo('PersonDomainInfo', {
  email,
  first_name: text(),
  last_name: text(),
  orcid: optional(httpUrl),
  ethics_approved: byDefault(boolean, () => false),
});
