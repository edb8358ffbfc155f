import * as z from 'zod/mini';
import { connectionFields } from '../../src/shared/action/connection-fields.ts';
import { choice, text, wholeNumber, withDefault } from '../../src/shared/action/fields.ts';
import { reportFields } from '../../src/shared/action/report-fields.ts';

export const inputs = z.strictObject({
  id: text,
  direction: withDefault(choice(['upstream', 'downstream', 'both']), 'upstream'),
  only: withDefault(choice(['everything', 'datasets', 'agents']), 'everything'),
  depth: withDefault(wholeNumber({ min: 1, max: 10 }), '3'),
  ...reportFields,
  ...connectionFields,
});

export const outputs = ['graph', 'ids', 'node-count', 'link-count'] as const;
