import { notADict, toMapping } from './collections.ts';
import {
  INVALID,
  type Infer,
  type JsonSchema,
  type Problem,
  readField,
  type SchemaStyle,
  type Type,
} from './type.ts';

export type Fields = Record<string, Type<unknown>>;
/** The values that the fields of a model read. */
export type FieldValues<F extends Fields> = { [K in keyof F]: Infer<F[K]> };

export type RootRule<T> = (value: T) => string | undefined;
export type ModelOptions<T> = {
  /** Rejects unknown fields. By default they are dropped. */
  forbidExtra?: true;
  /** Rules for several fields, which run if each field is valid. */
  rules?: RootRule<T>[];
  /** Runs the rules even if fields are invalid, which are missing then. */
  checksAlways?: true;
  /** Error type of a violated rule; `assertion_error` if the server uses `assert`. */
  ruleError?: 'value_error' | 'assertion_error';
  title?: string;
  description?: string;
};

export interface Model<F extends Fields> extends Type<FieldValues<F>> {
  readonly name: string;
  readonly fields: F;
}

/**
 * An object with known fields. `read` returns all fields in the declared order, with null for missing optional ones.
 */
export function model<F extends Fields>(
  name: string,
  fields: F,
  options: ModelOptions<FieldValues<F>> = {},
): Model<F> {
  const types = Object.entries(fields);
  return {
    name,
    fields,
    read(raw, at, problems) {
      const values = toMapping(raw);
      if (!values) return notADict(at, problems);
      const before = problems.length;
      const read: Record<string, unknown> = {};
      for (const [field, type] of types) {
        const member = Object.hasOwn(values, field) ? values[field] : undefined;
        const value = readField(type, member, at.concat(field), problems);
        if (value !== INVALID) read[field] = value;
      }
      if (options.forbidExtra) rejectExtra(values, fields, at, problems);
      if (problems.length > before && !options.checksAlways) return INVALID;
      const result = read as FieldValues<F>; // all fields were read, unless the rules check always
      for (const rule of options.rules ?? []) {
        const msg = rule(result);
        if (msg !== undefined) {
          problems.push({ loc: [...at, '__root__'], msg, type: options.ruleError ?? 'value_error' });
        }
      }
      return problems.length > before ? INVALID : result;
    },
    schema(style) {
      if (!style.definitions.has(name))
        style.definitions.set(name, createModelSchema(name, fields, options, style));
      return { $ref: style.refPrefix + name };
    },
  };
}

function rejectExtra(values: object, fields: Fields, at: Problem['loc'], problems: Problem[]) {
  for (const name of Object.keys(values)) {
    if (Object.hasOwn(fields, name)) continue;
    problems.push({ loc: [...at, name], msg: 'extra fields not permitted', type: 'value_error.extra' });
  }
}

/** The schema of a model, with its inner models under `definitions`. */
export function createDocumentSchema(type: Model<Fields>, options: { showNull: boolean }): JsonSchema {
  const definitions = new Map<string, JsonSchema>();
  type.schema({ definitions, refPrefix: '#/definitions/', showNull: options.showNull });
  const schema = definitions.get(type.name) ?? {};
  definitions.delete(type.name);
  return definitions.size === 0 ? schema : { ...schema, definitions: Object.fromEntries(definitions) };
}

function createModelSchema(
  name: string,
  fields: Fields,
  options: Omit<ModelOptions<never>, 'rules'>,
  style: SchemaStyle,
): JsonSchema {
  const visibleFields = Object.entries(fields).filter(([, type]) => !type.hidden);
  const properties = visibleFields.map(([field, type]) => [field, createFieldSchema(field, type, style)]);
  const required = visibleFields.filter(([, type]) => !type.fallback).map(([field]) => field);
  return {
    title: options.title ?? name,
    ...(options.description === undefined ? {} : { description: options.description }),
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
    ...(options.forbidExtra ? { additionalProperties: false } : {}),
  };
}

/** The default title of a field is its name. References have none. */
function createFieldSchema(field: string, type: Type<unknown>, style: SchemaStyle): JsonSchema {
  const schema = type.schema(style);
  if (typeof schema['$ref'] === 'string' && Object.keys(schema).length === 1) return schema;
  return 'title' in schema ? schema : { title: toTitleCase(field), ...schema };
}

function toTitleCase(field: string): string {
  return field
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
