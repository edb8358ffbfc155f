import * as z from 'zod/mini';
import { ITEM_KINDS } from '../src/shared/documents/items/item-kinds.ts';
import { ModelRunDocument } from '../src/shared/documents/model-runs/model-run-document.ts';
import { RunDocumentSchema } from '../src/shared/documents/model-runs/run-document.ts';

type Schema = z.core.JSONSchema.BaseSchema;

interface DocumentKind {
  readonly name: string;
  readonly schema: z.ZodMiniType;
  /** The keys that a document can have in addition to the fields of its schema. */
  readonly keys: Readonly<Record<string, Schema>>;
  /** What a document can have in place of a handle. */
  readonly insteadOfHandle: readonly Schema[];
  /** Whether a document can also be a list, for a batch. */
  readonly canBeList: boolean;
}

/** The keys of all documents. */
const createKeys = (kind: string): Record<string, Schema> => ({
  $schema: { type: 'string', description: 'The schema of this document, for editors.' },
  kind: { const: kind, description: 'Kind of the document.' },
});

const REFERENCE: Schema = {
  type: 'object',
  properties: { $ref: { type: 'string', description: 'The $id or the path of another document.' } },
  required: ['$ref'],
  additionalProperties: false,
};

const ITEM_DOCUMENTS = ITEM_KINDS.map(
  ({ name, schema }): DocumentKind => ({
    name,
    schema,
    keys: {
      ...createKeys(name),
      $id: {
        type: 'string',
        minLength: 1,
        description: 'Identifier with which other documents refer to this one.',
      },
      $handle: { type: 'string', minLength: 1, description: 'Handle of the item, if it already exists.' },
    },
    insteadOfHandle: [REFERENCE],
    canBeList: false,
  }),
);

const RUN_DOCUMENTS = [
  { name: 'model-run', schema: ModelRunDocument },
  { name: 'run', schema: RunDocumentSchema },
].map(
  (kind): DocumentKind => ({ ...kind, keys: createKeys(kind.name), insteadOfHandle: [], canBeList: true }),
);

/** JSON Schemas of all kinds of documents by file name: one for complete and one for partial documents. */
export function createDocumentSchemas(): Map<string, string> {
  const kinds = [...ITEM_DOCUMENTS, ...RUN_DOCUMENTS];
  const schemas = kinds.flatMap((kind) => {
    const title = `Provena ${kind.name.replaceAll('-', ' ')}`;
    const complete = buildSchema(kind, title, (schema, path) => {
      // The metadata of a dataset in a run can be completed by the file that it names.
      if (path.includes('dataset')) delete schema.required;
    });
    const partial = buildSchema(kind, `${title}, completed by a workflow`, (schema) => {
      delete schema.required;
      delete schema.oneOf;
    });
    return [[kind.name, complete] as const, [`${kind.name}-partial`, partial] as const];
  });
  return new Map(
    schemas.map(([name, schema]) => [`schemas/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]),
  );
}

/** @param adapt changes a part of the schema in place. */
function buildSchema(
  { schema, keys, insteadOfHandle, canBeList }: DocumentKind,
  title: string,
  adapt: (part: Schema, path: readonly (string | number)[]) => void,
): Schema {
  // zod's type of a JSON Schema is narrower than the one of the results below.
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema, path }) => {
      addPatternMessages(zodSchema, jsonSchema);
      allowReferences(jsonSchema, insteadOfHandle);
      adapt(jsonSchema, path);
    },
  }) as Schema;
  const one = { ...rest, properties: { ...keys, ...rest.properties } };
  if (!canBeList) return { $schema, title, ...one } as Schema; // as above
  // One model run, or a list for a batch.
  const record = { $ref: '#/$defs/record' };
  return {
    $schema,
    title,
    anyOf: [record, { type: 'array', items: record, minItems: 1 }],
    $defs: { record: one },
  } as Schema; // as above
}

/** Adds the messages that editors show instead of a pattern: those of the actions. */
function addPatternMessages({ _zod }: z.core.$ZodType, schema: Schema): void {
  const definitions: readonly object[] = [
    _zod.def,
    ...(_zod.def.checks ?? []).map((check) => check._zod.def),
  ];
  // Of these definitions, those of formats of strings have both parts.
  const rules = definitions as readonly {
    readonly pattern?: RegExp;
    readonly error?: (issue: object) => unknown;
  }[];
  for (const part of [schema, ...(schema.allOf ?? [])] as Schema[]) {
    const rule = rules.find(({ pattern }) => pattern?.source === part.pattern);
    const message = rule?.error?.({});
    if (part.pattern !== undefined && typeof message === 'string') part['patternErrorMessage'] = message;
  }
}

/** Allows `me` instead of a person's handle, and alternatives to handles. */
function allowReferences(schema: Schema, insteadOfHandle: readonly Schema[]): void {
  const { handleOf, type, minLength, pattern, ...notes } = schema;
  if (handleOf === undefined) return;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, notes, {
    anyOf: [
      { type, minLength, pattern },
      ...(handleOf === 'PERSON'
        ? [{ const: 'me', description: 'The person linked to the user of the token.' }]
        : []),
      ...insteadOfHandle,
    ],
  });
}
