import * as z from 'zod/mini';
import type { OpenEnum } from './enums.ts';

/** What comes back of a `T` that was stored: known fields, further ones, and enumerations that may have grown. */
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
 * The schema of what a server gives back of something that was sent with `schema`: the same fields and types, without
 * rules about their content. What was stored once, or by a newer server, must still be readable.
 */
export function tolerant<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<Tolerant<T>> {
  // The types of zod do not follow a walk over a schema; each case below builds what Tolerant says for it.
  return loosen(schema) as z.ZodMiniType<Tolerant<T>>;
}

function loosen(schema: z.core.$ZodType): z.core.$ZodType {
  // Every schema of zod is one of $ZodTypes, told apart by `def.type`.
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
