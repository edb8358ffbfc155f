import * as z from 'zod/mini';
import { document } from '../document.ts';
import { RUN_STATES } from '../enums.ts';
import { ModelRunRecord } from '../model-run-record.ts';
import { handle, namedFields, text } from '../text.ts';

/** Written by the server when an item is created. */
export const CreateActivityInfo = document(() => ({
  ...namedFields('Creation of Reef growth model'),
  created_item_id: handle('Handle of the item that was created.'),
}));
export interface CreateActivityInfo extends z.infer<typeof CreateActivityInfo> {}

/** Written by the server when an item gets a new version. */
export const VersionActivityInfo = document(() => ({
  ...namedFields('Version 2 of Reef growth model'),
  reason: text('Why there is a new version.'),
  from_item_id: handle('Handle of the previous version.'),
  to_item_id: handle('Handle of the new version.'),
  new_version_number: z.int().check(z.meta({ description: 'Number of the new version.' })),
}));
export interface VersionActivityInfo extends z.infer<typeof VersionActivityInfo> {}

export const StudyInfo = document(() => ({
  ...namedFields('Reef futures'),
  title: text('Title of the study.', 'Reef futures'),
  description: text('Description of the study.', 'How will coral cover change?'),
  study_alternative_id: z.nullish(text('Identifier of the study outside Provena.', 'RF-2024')),
}));
export interface StudyInfo extends z.infer<typeof StudyInfo> {}

/** A model run as the registry keeps it; the prov API writes it. */
export const ModelRunInfo = document(() => ({
  ...namedFields('Reef model, 2024-05-01'),
  record_status: z
    .enum(RUN_STATES)
    .check(z.meta({ description: 'Progress of the run towards the provenance graph.' })),
  record: ModelRunRecord,
  prov_serialisation: text('The run as PROV-JSON, in a string.'),
}));
export interface ModelRunInfo extends z.infer<typeof ModelRunInfo> {}
