import * as z from 'zod/mini';
import { document } from '../document.ts';
import { RUN_STATES } from '../enums.ts';
import { ModelRunRecord } from '../model-run-record.ts';
import { text } from '../text.ts';
import { namedFields } from './named.ts';

/** A model run as the registry keeps it; the provenance API writes it. */
export const ModelRunInfo = document(() => ({
  ...namedFields(),
  record_status: z.enum(RUN_STATES).check(z.meta({ description: 'How far its lodging got.' })),
  record: ModelRunRecord,
  prov_serialisation: text('The run as PROV-JSON, in text.'),
}));
export type ModelRunInfo = z.infer<typeof ModelRunInfo>;
