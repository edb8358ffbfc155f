import {
  duration,
  handle,
  integer,
  optional,
  path,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema({
  id: handle,
  depth: withDefault(integer({ min: 1, max: 3 }), '1'),
  path: optional(path),
  timeout: withDefault(duration, '15m'),
});

export const outputs = ['path', 'session-id', 'bytes'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
