import {
  choice,
  choices,
  handle,
  integer,
  optional,
  path,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';
import { CONDITION_NAMES } from './conditions.ts';

export const inputs = connectedInputSchema({
  id: handle,
  direction: withDefault(choice(['upstream', 'downstream', 'both']), 'upstream'),
  only: withDefault(choice(['everything', 'datasets', 'agents']), 'everything'),
  depth: withDefault(integer({ min: 1, max: 10 }), '3'),
  group: withDefault(choice(['auto', 'always', 'never']), 'auto'),
  svg: optional(path),
  'fail-if': optional(choices(CONDITION_NAMES)),
});

export const outputs = ['graph', 'ids', 'node-count', 'link-count', 'svg'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
