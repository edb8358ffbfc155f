import type * as z from 'zod/mini';
import { document } from '../document.ts';
import { httpUrl, text } from '../text.ts';
import { namedFields } from './named.ts';

export const ModelInfo = document(() => ({
  ...namedFields(),
  name: text('Name of the model.', 'Reef growth model'),
  description: text('What the model does.', 'Simulates coral cover.'),
  documentation_url: httpUrl('Where the model is described.', 'https://docs.example.org/reef'),
  source_url: httpUrl('Where its source code lies.', 'https://github.com/example/reef'),
}));
export type ModelInfo = z.infer<typeof ModelInfo>;
