import { integer, oneOf, text } from '../../pydantic/scalars.ts';
import { optional } from '../../pydantic/type.ts';
import { createDomainInfo } from './domain.ts';
import { ModelRunRecord } from './model-run-record.ts';

export const Study = createDomainInfo('StudyDomainInfo', {
  title: text(),
  description: text(),
  study_alternative_id: optional(text()),
});

/** The server creates it for each new item. */
export const Create = createDomainInfo('CreateDomainInfo', { created_item_id: text() });

/** The server creates it for each new version of an item. */
export const Version = createDomainInfo('VersionDomainInfo', {
  reason: text(),
  from_item_id: text(),
  to_item_id: text(),
  new_version_number: integer(),
});

export const ModelRun = createDomainInfo('ModelRunDomainInfo', {
  record_status: oneOf('WorkflowRunCompletionStatus', ['INCOMPLETE', 'COMPLETE', 'LODGED']),
  record: ModelRunRecord,
  prov_serialisation: text(),
});
