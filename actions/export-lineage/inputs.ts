import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/inputs/connection-fields.ts';
import { choice, handle, text, wholeNumber, withDefault } from '../../src/shared/action/inputs/fields.ts';
import { reportFields } from '../../src/shared/action/inputs/report-fields.ts';

export const inputs = z.strictObject({
  id: handle,
  format: withDefault(choice(['prov-json', 'prov-n']), 'prov-json'),
  path: text,
  direction: withDefault(choice(['upstream', 'downstream', 'both']), 'upstream'),
  depth: withDefault(wholeNumber({ min: 1, max: 10 }), '3'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['path', 'node-count', 'link-count', 'unreadable'] as const;
