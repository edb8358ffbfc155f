import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema, storeFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const SERVICES = ['registry', 'datastore', 'prov', 'jobs', 'auth', 'search', 'handle'] as const;
export type ServiceName = (typeof SERVICES)[number];

export const ABILITIES = ['read', 'write', 'admin', 'linked'] as const;
export type Ability = (typeof ABILITIES)[number];

export const inputs = connectedInputSchema({
  require: field.optional(field.choices(ABILITIES)),
  services: field.optional(field.choices(SERVICES)),
  'dataset-id': field.optional(field.handle),
  ...storeFields,
});

export const outputs = ['ok', 'services', 'username', 'roles', 'person-id', 'version'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
