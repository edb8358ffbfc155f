import * as z from 'zod/mini';
import type { Infer } from '../lazy-schema.ts';
import { openEnum, responseObject } from './response-fields.ts';

const HANDLE_VALUE_TYPES = ['DESC', 'URL'] as const;
export type HandleValueType = (typeof HANDLE_VALUE_TYPES)[number];

/** A handle and its values. Indices count from 1. */
export const Handle = responseObject(() => ({
  id: z.string(),
  properties: z.array(
    z.looseObject({ type: openEnum(HANDLE_VALUE_TYPES), value: z.string(), index: z.number() }),
  ),
}));
export interface Handle extends Infer<typeof Handle> {}

export const HandleList = responseObject(() => ({ ids: z.array(z.string()) }));
export interface HandleList extends Infer<typeof HandleList> {}

export interface HandleValue {
  value_type: HandleValueType;
  value: string;
}

export interface AddHandleValue extends HandleValue {
  id: string;
}

export interface AddHandleValueAt extends AddHandleValue {
  index: number;
}

export interface RemoveHandleValue {
  id: string;
  index: number;
}

export interface ModifyHandleValue extends RemoveHandleValue {
  value: string;
}
