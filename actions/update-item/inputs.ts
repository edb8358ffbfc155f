import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    id: field.handle,
    latest: field.withDefault(field.flag, 'false'),
    updates: field.optional(field.text),
    'updates-file': field.optional(field.path),
    reason: field.text,
    'expect-version': field.optional(field.integer({ min: 0 })),
    plan: field.withDefault(field.flag, 'false'),
    'link-run': field.withDefault(field.flag, 'true'),
  },
  field.requireAtLeastOne('updates', 'updates', 'updates-file'),
);

export const outputs = ['id', 'updated', 'changes', 'version'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
