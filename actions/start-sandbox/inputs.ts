import type { Pace, Role } from '../../sandbox/index.ts';
import * as field from '../../src/shared/action/inputs/fields.ts';
import { type Field, type InputsOf, inputSchema } from '../../src/shared/action/inputs/input-schema.ts';
import { tryParseJson } from '../../src/shared/client/json/try-parse-json.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { formatValue } from '../../src/shared/documents/format-value.ts';

const USERS = [
  'modeller',
  'colleague',
  'third',
  'reader',
  'nobody',
  'admin',
] as const satisfies readonly Role[];
const PACES = ['instant', 'fast', 'real'] as const satisfies readonly Pace[];

/** The sandbox checks the fields of the rules. */
const faultRules: Field<string[]> = {
  ...field.lines,
  parse: (raw) => {
    const rules = field.lines.parse(raw);
    if ('problem' in rules) return rules;
    const invalid = rules.value.find((rule) => !isMapping(tryParseJson(rule)));
    return invalid === undefined
      ? rules
      : {
          problem: `expected one rule in JSON per line, such as {"fault": "refuse"}, found ${formatValue(invalid)}`,
        };
  },
};

export const inputs = inputSchema({
  user: field.withDefault(field.choice(USERS), 'modeller'),
  pace: field.withDefault(field.choice(PACES), 'fast'),
  empty: field.withDefault(field.flag, 'false'),
  data: field.optional(field.path),
  port: field.optional(field.integer({ min: 1024, max: 65_500 })),
  'known-bugs': field.withDefault(field.flag, 'true'),
  keycloak: field.withDefault(field.choice(['16', '26']), '16'),
  gateway: field.withDefault(field.flag, 'false'),
  faults: field.optional(faultRules),
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

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
