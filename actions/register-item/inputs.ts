import * as z from 'zod/mini';
import { creationFields } from '../../src/shared/action/identity/idempotency-key.ts';
import {
  choice,
  flag,
  lines,
  optional,
  requireEither,
  text,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import { connectionFields, reportFields, waitFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = z
  .strictObject({
    item: optional(text),
    'item-file': optional(lines),
    kind: optional(text),
    'if-exists': withDefault(choice(['reuse', 'update', 'error']), 'reuse'),
    'on-drift': withDefault(choice(['keep', 'overwrite', 'fail']), 'keep'),
    reason: withDefault(text, 'Updated from its document in the repository'),
    plan: withDefault(flag, 'false'),
    'link-run': creationFields['link-run'],
    ...waitFields({ wait: 'false', timeout: '15m' }),
    ...reportFields,
    ...connectionFields,
  })
  .check(requireEither('item', 'item', 'item-file'));

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
