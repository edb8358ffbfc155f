import {
  flag,
  handle,
  integer,
  optional,
  path,
  requireAtLeastOne,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    id: handle,
    latest: withDefault(flag, 'false'),
    updates: optional(text),
    'updates-file': optional(path),
    reason: text,
    'expect-version': optional(integer({ min: 0 })),
    plan: withDefault(flag, 'false'),
    'link-run': withDefault(flag, 'true'),
  },
  requireAtLeastOne('updates', 'updates', 'updates-file'),
);

export const outputs = ['id', 'updated', 'changes', 'version'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
