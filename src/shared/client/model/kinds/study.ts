import * as z from 'zod/mini';
import { document } from '../document.ts';
import { text } from '../text.ts';
import { namedFields } from './named.ts';

export const StudyInfo = document(() => ({
  ...namedFields(),
  title: text('Title of the study.', 'Reef futures'),
  description: text('What the study asks.', 'How will coral cover change?'),
  study_alternative_id: z.nullish(text('Identifier of the study outside Provena.', 'RF-2024')),
}));
export type StudyInfo = z.infer<typeof StudyInfo>;
