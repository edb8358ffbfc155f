import { list } from '../pydantic/collections.ts';
import { type Fields, model } from '../pydantic/model.ts';
import { boolean, integer, text } from '../pydantic/scalars.ts';
import { optional, type Type } from '../pydantic/type.ts';
import { ModelRunRecord } from '../registry/models/model-run-record.ts';
import { subtype } from '../registry/models/subtypes.ts';

export const JOB_TYPES = ['PROV_LODGE', 'REGISTRY', 'EMAIL', 'REPORT'] as const;
export type JobType = (typeof JOB_TYPES)[number];

/** A kind of job: its queue, and the model of its payload, with the name that the server gives the model. */
function kind<F extends Fields>(type: JobType, name: string, fields: F) {
  return { type, payload: model(name, fields) };
}

const reason = text();
const person = { linked_person_id: text() };
const versions = { from_version_id: text(), to_version_id: text(), item_subtype: subtype, ...person };

const record = ModelRunRecord;
const run = { model_run_record_id: text() };
const user_info = text();
const user = { revalidate: boolean, user_info };

export const GenerateReport = model('GenerateReportRequest', {
  id: text(),
  item_subtype: subtype,
  depth: integer({ min: 1, max: 3 }),
});

const wakeUp = (type: JobType) => kind(type, 'WakeUpPayload', { reason: optional(text()) });

/** The kinds of jobs with their queues and payloads, in the server's order. */
export const JOB_SUB_TYPES = {
  PROV_LODGE_WAKE_UP: wakeUp('PROV_LODGE'),
  MODEL_RUN_PROV_LODGE: kind('PROV_LODGE', 'ProvLodgeModelRunPayload', { record, ...user }),
  MODEL_RUN_LODGE_ONLY: kind('PROV_LODGE', 'ProvLodgeModelRunLodgeOnlyPayload', {
    ...run,
    record,
    ...user,
  }),
  MODEL_RUN_BATCH_SUBMIT: kind('PROV_LODGE', 'ProvLodgeBatchSubmitPayload', {
    records: list(record),
    user_info,
  }),
  LODGE_CREATE_ACTIVITY: kind('PROV_LODGE', 'ProvLodgeCreationPayload', {
    created_item_id: text(),
    creation_activity_id: text(),
    created_item_subtype: subtype,
    ...person,
  }),
  LODGE_VERSION_ACTIVITY: kind('PROV_LODGE', 'ProvLodgeVersionPayload', {
    version_activity_id: text(),
    ...versions,
  }),
  MODEL_RUN_UPDATE: kind('PROV_LODGE', 'ProvLodgeUpdatePayload', {
    ...run,
    updated_record: record,
    reason,
    ...user,
  }),
  MODEL_RUN_UPDATE_LODGE_ONLY: kind('PROV_LODGE', 'ProvLodgeUpdateLodgeOnlyPayload', {
    ...run,
    updated_record: record,
    ...user,
  }),
  REGISTRY_WAKE_UP: wakeUp('REGISTRY'),
  REGISTER_CREATE_ACTIVITY: kind('REGISTRY', 'RegistryRegisterCreateActivityPayload', {
    created_item_id: text(),
    created_item_subtype: subtype,
    ...person,
  }),
  REGISTER_VERSION_ACTIVITY: kind('REGISTRY', 'RegistryRegisterVersionActivityPayload', {
    reason,
    version_number: integer(),
    ...versions,
  }),
  EMAIL_WAKE_UP: wakeUp('EMAIL'),
  SEND_EMAIL: kind('EMAIL', 'EmailSendEmailPayload', {
    email_to: text(),
    subject: text(),
    body: text(),
    reason,
  }),
  GENERATE_REPORT: kind('REPORT', 'ReportGeneratePayload', { ...GenerateReport.fields, user_info }),
};

export type JobSubType = keyof typeof JOB_SUB_TYPES;
export type PayloadOf<S extends JobSubType> =
  (typeof JOB_SUB_TYPES)[S]['payload'] extends Type<infer P> ? P : never;

// the keys of the constant
export const JOB_SUB_TYPE_NAMES = Object.keys(JOB_SUB_TYPES) as JobSubType[];
