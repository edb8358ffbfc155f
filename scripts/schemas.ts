import * as z from 'zod/mini';
import { ITEM_KINDS } from '../src/shared/documents/items/item-kinds.ts';
import { ModelRunDocument } from '../src/shared/documents/model-runs/model-run-document.ts';
import { RunDocumentSchema } from '../src/shared/documents/model-runs/run-document.ts';

/** JSON Schemas of all kinds of documents by file name: one for complete and one for partial documents. */
export function createDocumentSchemas(): Map<string, string> {
  const files = new Map<string, string>();
  const kinds = [
    ...ITEM_KINDS.map(({ name, schema }) => ({ name, schema, isItem: true })),
    { name: 'model-run', schema: ModelRunDocument, isItem: false },
    { name: 'run', schema: RunDocumentSchema, isItem: false },
  ];
  for (const { name, schema, isItem } of kinds) {
    for (const partial of [false, true]) {
      const file = `schemas/${name}${partial ? '-partial' : ''}.json`;
      files.set(file, `${JSON.stringify(buildSchema(schema, name, { isItem, partial }), null, 2)}\n`);
    }
  }
  return files;
}

type Schema = z.core.JSONSchema.BaseSchema;

function buildSchema(
  schema: z.ZodMiniType,
  kind: string,
  { isItem, partial }: { isItem: boolean; partial: boolean },
): Schema {
  // zod's type of a JSON Schema is narrower than the one of the results below.
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema, path }) => {
      allowReferences(jsonSchema, isItem);
      // The metadata of a dataset in a run can be completed by the file that it names.
      if (partial || path.includes('dataset')) delete jsonSchema.required;
      if (partial) delete jsonSchema.oneOf;
    },
  }) as Schema;
  const title = `Provena ${kind.replaceAll('-', ' ')}${partial ? ', completed by a workflow' : ''}`;
  const one = { ...rest, properties: { ...createKeySchemas(kind, isItem), ...rest.properties } };
  if (isItem) return { $schema, title, ...one } as Schema; // as above
  // One model run, or a list for a batch.
  const record = { $ref: '#/$defs/record' };
  return {
    $schema,
    title,
    anyOf: [record, { type: 'array', items: record, minItems: 1 }],
    $defs: { record: one },
  } as Schema; // as above
}

const REFERENCE: Schema = {
  type: 'object',
  properties: { $ref: { type: 'string', description: 'The $id or the path of another document.' } },
  required: ['$ref'],
  additionalProperties: false,
};

/** Allows `me` instead of a person's handle, and references to other documents in item documents. */
function allowReferences(schema: Schema, isItem: boolean): void {
  const { handleOf, type, minLength, pattern, ...notes } = schema;
  if (handleOf === undefined) return;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, notes, {
    anyOf: [
      { type, minLength, pattern },
      ...(handleOf === 'PERSON'
        ? [{ const: 'me', description: 'The person linked to the user of the token.' }]
        : []),
      ...(isItem ? [REFERENCE] : []),
    ],
  });
}

function createKeySchemas(kind: string, isItem: boolean): Record<string, Schema> {
  return {
    $schema: { type: 'string', description: 'The schema of this document, for editors.' },
    ...(isItem
      ? {
          kind: { const: kind, description: 'Kind of the document.' },
          $id: {
            type: 'string',
            minLength: 1,
            description: 'Identifier with which other documents refer to this one.',
          },
          $handle: {
            type: 'string',
            minLength: 1,
            description: 'Handle of the item, if it exists already.',
          },
        }
      : {}),
  };
}
