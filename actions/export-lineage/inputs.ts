import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { connectedInputSchema, storeFields } from '../../src/shared/action/inputs/shared-fields.ts';

export const inputs = connectedInputSchema(
  {
    id: field.handle,
    format: field.withDefault(field.choice(['prov-json', 'prov-n', 'ro-crate']), 'prov-json'),
    path: field.path,
    direction: field.withDefault(field.choice(['upstream', 'downstream', 'both']), 'upstream'),
    depth: field.withDefault(field.integer({ min: 1, max: 10 }), '3'),
    files: field.withDefault(field.flag, 'false'),
    'manifest-files': field.optional(field.lines),
    license: field.optional(field.text),
    'crate-version': field.withDefault(field.choice(['auto', '1.1', '1.2']), 'auto'),
    ...storeFields,
  },
  {
    isMet: ({ format, path }) => format === 'ro-crate' || !field.isFolderPath(path),
    message:
      'input path: expected the path of a file, found that of a folder. Add the name of the file, or set format to ro-crate',
  },
);

export const outputs = ['path', 'node-count', 'link-count', 'unreadable', 'profile'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
