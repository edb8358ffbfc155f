import type * as z from 'zod/mini';
import { optional, secret, text } from './fields.ts';

/** Which instance, and who asks: inputs of every action that talks to Provena. */
export const connectionFields = {
  domain: optional(text),
  realm: optional(text),
  endpoints: optional(text),
  'offline-token': optional(secret),
  'client-id': optional(text),
  'client-secret': optional(secret),
  'access-token': optional(secret),
};

export type ConnectionInputs = {
  readonly [Name in keyof typeof connectionFields]?: z.output<(typeof connectionFields)[Name]>;
};

/** The environment variables that stand in for these inputs, so that a job says them once. */
export const CONNECTION_ENVIRONMENT: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(connectionFields).map((name) => [name, `PROVENA_${name.replaceAll('-', '_').toUpperCase()}`]),
);
