import type { Pace, Role } from '../../sandbox/index.ts';
import {
  choice,
  flag,
  lines,
  optional,
  text,
  wholeNumber,
  withDefault,
} from '../../src/shared/action/inputs/fields.ts';
import { inputSchema } from '../../src/shared/action/inputs/input-schema.ts';

const USERS = [
  'modeller',
  'colleague',
  'third',
  'reader',
  'nobody',
  'admin',
] as const satisfies readonly Role[];
const PACES = ['instant', 'fast', 'real'] as const satisfies readonly Pace[];

export const inputs = inputSchema({
  user: withDefault(choice(USERS), 'modeller'),
  pace: withDefault(choice(PACES), 'fast'),
  empty: withDefault(flag, 'false'),
  data: optional(text),
  port: optional(wholeNumber({ min: 1024, max: 65_500 })),
  'known-bugs': withDefault(flag, 'true'),
  keycloak: withDefault(choice(['16', '26']), '16'),
  gateway: withDefault(flag, 'false'),
  faults: optional(lines),
});

export const outputs = [
  'endpoints',
  's3',
  'control',
  'web',
  'offline-token',
  'offline-tokens',
  'organisation',
  'person',
  'model',
  'input-template',
  'output-template',
  'workflow-template',
  'study',
  'log',
] as const;
