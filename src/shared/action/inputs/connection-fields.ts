import type * as z from 'zod/mini';
import { flag, optional, secret, text } from './fields.ts';
import type { ConnectionInput } from './raw-input.ts';

/** Which instance, and who asks: inputs of every action that talks to Provena. */
export const connectionFields = {
  domain: optional(text),
  realm: optional(text),
  endpoints: optional(text),
  'offline-token': optional(secret),
  'client-id': optional(text),
  'client-secret': optional(secret),
  'access-token': optional(secret),
  'allow-http': optional(flag),
} satisfies Record<ConnectionInput, z.ZodMiniType>;

export type ConnectionInputs = {
  readonly [Name in keyof typeof connectionFields]?: z.output<(typeof connectionFields)[Name]>;
};

/** Where the store is: inputs of actions that transfer files. */
export const storeFields = {
  's3-endpoint': optional(text),
  's3-region': optional(text),
};

export interface StoreInputs {
  readonly 's3-endpoint'?: string | undefined;
  readonly 's3-region'?: string | undefined;
}
