import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

const CONDITIONS = ['empty', 'outdated', 'unreleased', 'unreadable'] as const;

export const inputs = connectedInputSchema({
  id: field.handle,
  direction: field.withDefault(field.choice(['upstream', 'downstream', 'both']), 'upstream'),
  only: field.withDefault(field.choice(['everything', 'datasets', 'agents']), 'everything'),
  depth: field.withDefault(field.integer({ min: 1, max: 10 }), '3'),
  group: field.withDefault(field.choice(['auto', 'always', 'never']), 'auto'),
  svg: field.optional(field.filePath),
  'fail-if': field.optional(field.choices(CONDITIONS)),
});

export const outputs = ['graph', 'ids', 'node-count', 'link-count', 'svg'] as const;

export type Condition = (typeof CONDITIONS)[number];

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
