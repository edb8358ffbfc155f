import * as z from 'zod/mini';
import { type Infer, lazySchema } from '../lazy-schema.ts';
import type { Item } from './item.ts';
import type { ModelRunInfo } from './kinds/activities.ts';
import { ModelRunRecord } from './model-run-record.ts';
import { Status } from './status.ts';
import { assignedId } from './text.ts';
import { tolerant } from './tolerant.ts';

const storedRecord = lazySchema(() => tolerant(ModelRunRecord));

/** Session of the next job. */
export const Session = lazySchema(() => z.looseObject({ session_id: assignedId() }));
export type Session = Infer<typeof Session>;

/** Response to an accepted model run or batch. */
export const AcceptedJob = lazySchema(() => z.looseObject({ status: Status(), session_id: assignedId() }));
export type AcceptedJob = Infer<typeof AcceptedJob>;

export const StudyLinkResult = lazySchema(() =>
  z.looseObject({
    status: Status(),
    model_run_id: z.string(),
    study_id: z.string(),
    session_id: z.string(),
  }),
);
export type StudyLinkResult = Infer<typeof StudyLinkResult>;

/** A model run that was registered while the caller waited. */
export const RegistrationResult = lazySchema(() =>
  z.looseObject({
    status: Status(),
    record_info: z.looseObject({ id: z.string(), prov_json: z.string(), record: storedRecord() }),
  }),
);
export type RegistrationResult = Infer<typeof RegistrationResult>;

/** Records from a CSV file. Reading registers nothing. */
export const ConversionResult = lazySchema(() =>
  z.looseObject({
    status: Status(),
    new_records: z.optional(z.array(storedRecord())),
    /** Job sessions of rows that name one. */
    existing_records: z.optional(z.array(z.string())),
    warnings: z.optional(z.array(z.string())),
  }),
);
export type ConversionResult = Infer<typeof ConversionResult>;

/** Changes of a deletion to the graph, step by step. */
export const GraphDiff = lazySchema(() =>
  z.looseObject({ diff: z.array(z.looseObject({ action_type: z.string() })) }),
);
export type GraphDiff = Infer<typeof GraphDiff>;

export interface ReportRequest {
  id: string;
  item_subtype: 'MODEL_RUN' | 'STUDY';
  /** Steps upstream, 1 to 3. */
  depth: number;
}

/** A model run item as the registry returns it. */
export type ModelRunItem = Item<ModelRunInfo>;
