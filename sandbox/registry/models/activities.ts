import { integer, oneOf, text } from '../../pydantic/scalars.ts';
import { optional } from '../../pydantic/type.ts';
import { domainInfo } from './domain.ts';
import { ModelRunRecord } from './model-run-record.ts';

export const Study = domainInfo('StudyDomainInfo', {
  title: text(),
  description: text(),
  study_alternative_id: optional(text()),
});

/** Made by the server when an item is made. */
export const Create = domainInfo('CreateDomainInfo', { created_item_id: text() });

/** Made by the server when a new version of an item is made. */
export const Version = domainInfo('VersionDomainInfo', {
  reason: text(),
  from_item_id: text(),
  to_item_id: text(),
  new_version_number: integer(),
});

export const ModelRun = domainInfo('ModelRunDomainInfo', {
  record_status: oneOf('WorkflowRunCompletionStatus', ['INCOMPLETE', 'COMPLETE', 'LODGED']),
  record: ModelRunRecord,
  prov_serialisation: text(),
});
