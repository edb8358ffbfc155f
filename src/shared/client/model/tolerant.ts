import * as z from 'zod/mini';
import type { OpenEnum } from './response-fields.ts';

/** A stored `T` as the server returns it: known fields, further ones, and enumerations that may have new values. */
export type Tolerant<T> = T extends string
  ? string extends T
    ? T
    : OpenEnum<T>
  : T extends readonly (infer Entry)[]
    ? Tolerant<Entry>[]
    : T extends object
      ? { [K in keyof T]: Tolerant<T[K]> } & { [further: string]: unknown }
      : T extends boolean
        ? boolean
        : T;

/**
 * Schema of the stored form of a value that was sent with `schema`: the same fields and types, without rules
 * about their content. Content that was stored in the past, or by a newer server, must still be readable.
 */
export function tolerant<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<Tolerant<T>> {
  // zod's types do not follow a traversal of a schema; each case below builds the type that Tolerant declares for it.
  return loosen(schema) as z.ZodMiniType<Tolerant<T>>;
}

function loosen(schema: z.core.$ZodType): z.core.$ZodType {
  // Every zod schema is one of $ZodTypes, identified by `def.type`.
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return z.looseObject(mapValues(def.shape, loosen));
    case 'array':
      return z.array(loosen(def.element));
    case 'record':
      return z.record(z.string(), loosen(def.valueType));
    case 'optional':
      return z.optional(loosen(def.innerType));
    case 'nullable':
      return z.nullable(loosen(def.innerType));
    case 'null':
      return z.any();
    case 'number':
      return z.number();
    case 'boolean':
      return z.boolean();
    case 'literal':
      return z.union(def.values.map((value) => (typeof value === 'boolean' ? z.boolean() : z.string())));
    case 'string':
    case 'enum':
      return z.string();
    default:
      throw new Error(`tolerant() does not know schemas of type ${def.type}`);
  }
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
