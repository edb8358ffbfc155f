import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { documentKind } from '../../src/shared/action/inputs/kind-field.ts';
import {
  connectedInputSchema,
  creationFields,
  waitFields,
} from '../../src/shared/action/inputs/shared-fields.ts';
import { ITEM_KIND_NAMES } from '../../src/shared/documents/document-kind.ts';

export const inputs = connectedInputSchema(
  {
    item: field.optional(field.text),
    'item-file': field.optional(field.lines),
    kind: field.optional(documentKind(ITEM_KIND_NAMES)),
    'if-exists': field.withDefault(field.choice(['reuse', 'update', 'error']), 'reuse'),
    'on-drift': field.withDefault(field.choice(['keep', 'overwrite', 'fail']), 'keep'),
    reason: field.withDefault(field.text, 'Updated from its document in the repository'),
    plan: field.withDefault(field.flag, 'false'),
    'link-run': creationFields['link-run'],
    ...waitFields({ wait: 'false', timeout: '15m' }),
  },
  field.requireAtLeastOne('item', 'item', 'item-file'),
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
