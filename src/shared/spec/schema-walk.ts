import * as z from 'zod/mini';
import { isMapping, type Json, type Path } from './json.ts';

/** What the definitions of zod's composite schemas hold, whichever of them this one is. */
interface Parts {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
}

/** The keys that a mapping at `path` may have, as far as the schema lists them. */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  return Object.keys(partsOf(schemaAt(schema, path))?.shape ?? {});
}

/** What the schema notes about the value at `path`: description, default, examples, the kind of item a handle names. */
export function notesAt(schema: z.core.$ZodType, path: Path): Readonly<Record<string, unknown>> {
  return notesOf(schemaAt(schema, path));
}

/** A place in a document that holds the handle of another item. */
export interface HandlePlace {
  readonly path: Path;
  /** The server's name of the kind that it has to be of; `ANY` when that does not matter. */
  readonly kind: string;
  /** What stands there now. */
  readonly value: Json;
}

/** Every place of the document that the schema knows to hold a handle. */
export function handlePlaces(schema: z.core.$ZodType, document: Json, path: Path = []): HandlePlace[] {
  const here = bare(schema);
  const kind = notesOf(here)['handleOf'];
  if (typeof kind === 'string') return [{ path, kind, value: document }];
  const parts = partsOf(here);
  const below = (step: string | number, value: Json, next: z.core.$ZodType | undefined): HandlePlace[] =>
    next ? handlePlaces(next, value, [...path, step]) : [];
  if (Array.isArray(document)) return document.flatMap((entry, i) => below(i, entry, parts?.element));
  if (!isMapping(document)) return [];
  return Object.entries(document).flatMap(([key, value]) =>
    below(key, value, partOf(parts?.shape, key) ?? parts?.valueType),
  );
}

/** The schema of the value at `path`, through optionals, defaults and pipes. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    const parts = partsOf(bare(here));
    here = partOf(parts?.shape, step) ?? parts?.element ?? parts?.valueType;
  }
  return bare(here);
}

/** A document may have any key, `constructor` among them. */
function partOf(shape: Parts['shape'], key: string | number): z.core.$ZodType | undefined {
  return shape && Object.hasOwn(shape, key) ? shape[key] : undefined;
}

function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const parts = partsOf(schema);
  const inner = parts?.innerType ?? parts?.in;
  return inner ? bare(inner) : schema;
}

/** Each schema class types its own definition only; here any of them may come. */
function partsOf(schema: z.core.$ZodType | undefined): Parts | undefined {
  return schema?._zod.def as Parts | undefined;
}

function notesOf(schema: z.core.$ZodType | undefined): Readonly<Record<string, unknown>> {
  return (schema && z.globalRegistry.get(schema)) ?? {};
}
