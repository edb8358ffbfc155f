import {
  choice,
  flag,
  lines,
  optional,
  requireAtLeastOne,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import {
  connectedInputSchema,
  creationFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    item: optional(text),
    'item-file': optional(lines),
    kind: optional(text),
    'if-exists': withDefault(choice(['reuse', 'update', 'error']), 'reuse'),
    'on-drift': withDefault(choice(['keep', 'overwrite', 'fail']), 'keep'),
    reason: withDefault(text, 'Updated from its document in the repository'),
    plan: withDefault(flag, 'false'),
    'link-run': creationFields['link-run'],
    ...waitFields({ wait: 'false', timeout: '15m' }),
  },
  requireAtLeastOne('item', 'item', 'item-file'),
);

export const outputs = [
  'id',
  'ids',
  'created',
  'updated',
  'unchanged',
  'changes',
  'drift',
  'session-ids',
  'session-file',
] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
