import type * as z from 'zod/mini';
import type { Path } from './json.ts';

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

/** The schema of the value at `path`, through optionals, defaults and pipes. */
function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let here: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    const parts = partsOf(bare(here));
    here = parts?.shape?.[step] ?? parts?.element ?? parts?.valueType;
  }
  return bare(here);
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
