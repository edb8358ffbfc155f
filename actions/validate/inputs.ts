import * as field from '../../src/shared/action/inputs/fields.ts';
import type { InputsOf } from '../../src/shared/action/inputs/input-schema.ts';
import { documentKind } from '../../src/shared/action/inputs/kind-field.ts';
import { connectedInputSchema } from '../../src/shared/action/inputs/shared-fields.ts';
import { ITEM_KIND_NAMES, MODEL_RUN, RUN } from '../../src/shared/documents/document-kind.ts';

export const inputs = connectedInputSchema({
  path: field.withDefault(field.nonEmptyLines, 'provena/**'),
  kind: field.optional(documentKind([...ITEM_KIND_NAMES, MODEL_RUN, RUN])),
  partial: field.optional(field.lines),
  online: field.withDefault(field.flag, 'false'),
});

export const outputs = ['checked', 'problems', 'documents'] as const;

export type Inputs = InputsOf<typeof inputs>;

export type OutputName = (typeof outputs)[number];
