import { flag, optional, text, withDefault } from '../inputs/fields.ts';

/** Inputs of actions that create something. */
export const creationFields = {
  'link-run': withDefault(flag, 'true'),
  'idempotency-key': optional(text),
};
