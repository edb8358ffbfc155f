import * as z from 'zod/mini';
import { type Infer, lazy } from '../lazy-schema.ts';
import { ITEM_CATEGORIES, ITEM_SUBTYPES } from './enums.ts';
import type { Item } from './item.ts';
import type { ModelRunInfo } from './kinds/activities.ts';
import { ModelRunRecord } from './model-run-record.ts';
import { listOrEmpty, openEnum, responseObject } from './response-fields.ts';
import { Status } from './status.ts';
import { assignedId } from './text.ts';
import { tolerant } from './tolerant.ts';

const storedRecord = lazy(() => tolerant(ModelRunRecord));

/** Session of the job that does the work of the request. */
export const Session = responseObject(() => ({ session_id: assignedId() }));
export interface Session extends Infer<typeof Session> {}

/** Response to an accepted model run or batch. */
export const AcceptedJob = responseObject(() => ({ status: Status(), session_id: assignedId() }));
export interface AcceptedJob extends Infer<typeof AcceptedJob> {}

export const StudyLinkResult = responseObject(() => ({
  status: Status(),
  model_run_id: z.string(),
  study_id: z.string(),
  session_id: z.string(),
}));
export interface StudyLinkResult extends Infer<typeof StudyLinkResult> {}

/** A model run that was registered while the caller waited. */
export const RegistrationResult = responseObject(() => ({
  status: Status(),
  record_info: z.looseObject({ id: z.string(), prov_json: z.string(), record: storedRecord() }),
}));
export interface RegistrationResult extends Infer<typeof RegistrationResult> {}

/** The server creates the records with its own model, so that they can be registered. */
const newRecord = lazy(() => storedRecord() as z.ZodMiniType<unknown> as z.ZodMiniType<ModelRunRecord>);

/** Records from a CSV file. Reading registers nothing. */
export const ConversionResult = responseObject(() => ({
  status: Status(),
  /** Records to register. */
  new_records: listOrEmpty(newRecord()),
  /** Job sessions of rows that name one. */
  existing_records: listOrEmpty(z.string()),
  warnings: listOrEmpty(z.string()),
}));
export interface ConversionResult extends Infer<typeof ConversionResult> {}

const graphProperties = responseObject(() => ({
  /** Handles of the records that contribute it, joined by commas. */
  record_ids: z.optional(z.string()),
}));
const graphNode = responseObject(() => ({
  id: z.string(),
  subtype: z.optional(openEnum(ITEM_SUBTYPES)),
  category: z.optional(openEnum(ITEM_CATEGORIES)),
  props: z.optional(graphProperties()),
}));
const graphLink = responseObject(() => ({
  source: graphNode(),
  target: graphNode(),
  relation: z.string(),
  props: z.optional(graphProperties()),
}));

/** Changes of a deletion to the graph, step by step. Each action sets the fields that it needs. */
export const GraphDiff = responseObject(() => ({
  diff: z.array(
    z.looseObject({
      action_type: openEnum([
        'REMOVE_NODE',
        'REMOVE_LINK',
        'REMOVE_RECORD_ID_FROM_NODE',
        'REMOVE_RECORD_ID_FROM_LINK',
      ]),
      node_id: z.optional(z.string()),
      link: z.optional(graphLink()),
      record_id: z.optional(z.string()),
    }),
  ),
}));
export interface GraphDiff extends Infer<typeof GraphDiff> {}

export interface ReportRequest {
  id: string;
  item_subtype: 'MODEL_RUN' | 'STUDY';
  /** Steps upstream, 1 to 3. */
  depth: number;
}

/** A model run item as the registry returns it. */
export type ModelRunItem = Item<ModelRunInfo>;
