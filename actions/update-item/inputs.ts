import * as z from 'zod/mini';
import {
  flag,
  handle,
  optional,
  requireEither,
  text,
  wholeNumber,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import { connectionFields, reportFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = z
  .strictObject({
    id: handle,
    latest: withDefault(flag, 'false'),
    updates: optional(text),
    'updates-file': optional(text),
    reason: text,
    'expect-version': optional(wholeNumber({ min: 0 })),
    plan: withDefault(flag, 'false'),
    'link-run': withDefault(flag, 'true'),
    ...reportFields,
    ...connectionFields,
  })
  .check(requireEither('updates', 'updates', 'updates-file'));

export const outputs = ['id', 'updated', 'changes', 'version'] as const;
