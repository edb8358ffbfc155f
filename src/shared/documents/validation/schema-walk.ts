import * as z from 'zod/mini';
import { isMapping } from '../../client/mapping.ts';
import { toHandle } from '../../client/model/parse-handle.ts';
import type { Json, Path } from '../json.ts';
import { replaceValues } from '../replace.ts';

/** The parts of the definitions of zod's composite schemas; each class of schemas has some of them. */
interface SchemaParts {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

/** What a walk needs of a schema, without optionals, defaults and pipes around it. */
interface SchemaNode {
  readonly parts: SchemaParts;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Looking up the metadata of a schema copies it, which would be most of the time of a walk. */
const nodes = new WeakMap<z.core.$ZodType, SchemaNode>();

/** The keys that a mapping at `path` may have, as far as the schema lists them. */
export function getKnownKeys(schema: z.core.$ZodType, path: Path): string[] {
  return Object.keys(getNodeAt(schema, path)?.parts.shape ?? {});
}

/** The metadata of the schema for the value at `path`: description, default, examples, the kind of item a handle names. */
export function getSchemaMetadata(schema: z.core.$ZodType, path: Path): Readonly<Record<string, unknown>> {
  return getNodeAt(schema, path)?.metadata ?? {};
}

/** A place in a document that holds the handle of another item. */
interface HandleField {
  readonly path: Path;
  /** The server's name of the kind that it has to be of; `ANY` when that does not matter. */
  readonly kind: string;
  readonly value: Json;
}

/** The places of a document at which its schema has a handle. */
export function findHandles(schema: z.core.$ZodType, document: Json, path: Path = []): HandleField[] {
  const { parts, metadata } = getNode(schema);
  const kind = metadata['handleOf'];
  if (typeof kind === 'string') return [{ path, kind, value: document }];
  const below = (step: string | number, value: Json, next: z.core.$ZodType | undefined): HandleField[] =>
    next ? findHandles(next, value, [...path, step]) : [];
  if (Array.isArray(document)) return document.flatMap((entry, i) => below(i, entry, parts.element));
  if (!isMapping(document)) return [];
  return Object.entries(document).flatMap(([key, value]) =>
    below(key, value, getProperty(parts.shape, key) ?? parts.valueType),
  );
}

/** The document with the URLs of handles replaced by the handles, at every place at which the schema has one. */
export function normalizeHandles(schema: z.core.$ZodType, document: Json): Json {
  const handles = findHandles(schema, document).flatMap(({ path, value }) =>
    typeof value === 'string' ? [{ path, value: toHandle(value) }] : [],
  );
  return replaceValues(document, handles);
}

function getNode(schema: z.core.$ZodType): SchemaNode {
  const known = nodes.get(schema);
  if (known) return known;
  // The parts of all classes of schemas; each class has the type of its own.
  const parts = schema._zod.def as SchemaParts;
  // A union has the fields of the mapping among its options.
  const mapping = parts.options?.find(({ _zod }) => 'shape' in _zod.def);
  const inner = parts.innerType ?? parts.in ?? mapping;
  const node = inner ? getNode(inner) : { parts, metadata: z.globalRegistry.get(schema) ?? {} };
  nodes.set(schema, node);
  return node;
}

/** The schema of the value at `path`. */
function getNodeAt(schema: z.core.$ZodType, path: Path): SchemaNode | undefined {
  let current: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    const parts: SchemaParts | undefined = current && getNode(current).parts;
    current = getProperty(parts?.shape, step) ?? parts?.element ?? parts?.valueType;
  }
  return current && getNode(current);
}

/** A document may have any key, `constructor` among them. */
function getProperty(shape: SchemaParts['shape'], key: string | number): z.core.$ZodType | undefined {
  return shape && Object.hasOwn(shape, key) ? shape[key] : undefined;
}
