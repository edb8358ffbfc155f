import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { boolean, integer, text } from '../pydantic/scalars.ts';
import { optional, type Type } from '../pydantic/type.ts';
import { ModelRunRecord } from '../registry/models/model-run-record.ts';
import { subtype } from '../registry/models/subtypes.ts';

export const JOB_TYPES = ['PROV_LODGE', 'REGISTRY', 'EMAIL', 'REPORT'] as const;
export type JobType = (typeof JOB_TYPES)[number];

const WakeUp = model('WakeUpPayload', { reason: optional(text()) });
const record = ModelRunRecord;
const user_info = text();
const activity = { linked_person_id: text() };
const versions = { from_version_id: text(), to_version_id: text(), item_subtype: subtype, ...activity };

export const GenerateReport = model('GenerateReportRequest', {
  id: text(),
  item_subtype: subtype,
  depth: integer({ min: 1, max: 3 }),
});

type JobKind = { type: JobType; payload: Type<unknown> };

/** The kinds of jobs with their queues and payloads, in the server's order. */
export const JOB_SUB_TYPES = {
  PROV_LODGE_WAKE_UP: { type: 'PROV_LODGE', payload: WakeUp },
  MODEL_RUN_PROV_LODGE: {
    type: 'PROV_LODGE',
    payload: model('ProvLodgeModelRunPayload', { record, revalidate: boolean, user_info }),
  },
  MODEL_RUN_LODGE_ONLY: {
    type: 'PROV_LODGE',
    payload: model('ProvLodgeModelRunLodgeOnlyPayload', {
      model_run_record_id: text(),
      record,
      revalidate: boolean,
      user_info,
    }),
  },
  MODEL_RUN_BATCH_SUBMIT: {
    type: 'PROV_LODGE',
    payload: model('ProvLodgeBatchSubmitPayload', { records: list(record), user_info }),
  },
  LODGE_CREATE_ACTIVITY: {
    type: 'PROV_LODGE',
    payload: model('ProvLodgeCreationPayload', {
      created_item_id: text(),
      creation_activity_id: text(),
      created_item_subtype: subtype,
      ...activity,
    }),
  },
  LODGE_VERSION_ACTIVITY: {
    type: 'PROV_LODGE',
    payload: model('ProvLodgeVersionPayload', { version_activity_id: text(), ...versions }),
  },
  MODEL_RUN_UPDATE: {
    type: 'PROV_LODGE',
    payload: model('ProvLodgeUpdatePayload', {
      model_run_record_id: text(),
      updated_record: record,
      reason: text(),
      revalidate: boolean,
      user_info,
    }),
  },
  MODEL_RUN_UPDATE_LODGE_ONLY: {
    type: 'PROV_LODGE',
    payload: model('ProvLodgeUpdateLodgeOnlyPayload', {
      model_run_record_id: text(),
      updated_record: record,
      revalidate: boolean,
      user_info,
    }),
  },
  REGISTRY_WAKE_UP: { type: 'REGISTRY', payload: WakeUp },
  REGISTER_CREATE_ACTIVITY: {
    type: 'REGISTRY',
    payload: model('RegistryRegisterCreateActivityPayload', {
      created_item_id: text(),
      created_item_subtype: subtype,
      ...activity,
    }),
  },
  REGISTER_VERSION_ACTIVITY: {
    type: 'REGISTRY',
    payload: model('RegistryRegisterVersionActivityPayload', {
      reason: text(),
      version_number: integer(),
      ...versions,
    }),
  },
  EMAIL_WAKE_UP: { type: 'EMAIL', payload: WakeUp },
  SEND_EMAIL: {
    type: 'EMAIL',
    payload: model('EmailSendEmailPayload', {
      email_to: text(),
      subject: text(),
      body: text(),
      reason: text(),
    }),
  },
  GENERATE_REPORT: {
    type: 'REPORT',
    payload: model('ReportGeneratePayload', { ...GenerateReport.fields, user_info }),
  },
} as const satisfies Record<string, JobKind>;

export type JobSubType = keyof typeof JOB_SUB_TYPES;
export type PayloadOf<S extends JobSubType> =
  (typeof JOB_SUB_TYPES)[S]['payload'] extends Type<infer P> ? P : never;

// the keys of the constant
export const JOB_SUB_TYPE_NAMES = Object.keys(JOB_SUB_TYPES) as JobSubType[];
