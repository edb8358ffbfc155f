import * as z from 'zod/mini';
import { connectionFields, storeFields } from '../../src/shared/action/inputs/connection-fields.ts';
import { choices, optional, text } from '../../src/shared/action/inputs/fields.ts';
import { reportFields } from '../../src/shared/action/inputs/report-fields.ts';

import { ABILITIES, SERVICES } from './names.ts';

export const inputs = z.strictObject({
  require: optional(choices(ABILITIES)),
  services: optional(choices(SERVICES)),
  'dataset-id': optional(text),
  ...storeFields,
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['ok', 'services', 'username', 'roles', 'person-id', 'version'] as const;
