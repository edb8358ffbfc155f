import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import * as client from '../src/shared/client/index.ts';

/** The parts of a JSON Schema that are used here. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  /** Entries of a list. */
  readonly items?: Schema;
  /** The schema of a value that can also be null is the first. */
  readonly anyOf?: readonly Schema[];
}

/** Adds the descriptions of the client's schemas to its declarations, where editors look for them. */
export function describeDeclarations(folder: string): void {
  const constants = { properties: createSchemas() };
  for (const file of globSync('**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file);
    const declarations = readFileSync(path, 'utf8');
    const described = describeFields(declarations, constants);
    if (described !== declarations) writeFileSync(path, described);
  }
}

/** The schemas of documents, and the kinds in `KINDS` with theirs, by the name of the constant. */
function createSchemas(): Record<string, Schema> {
  // No part of these schemas is a boolean.
  const toSchema = (schema: z.ZodMiniType) => z.toJSONSchema(schema, { io: 'input' }) as Schema;
  const documents = Object.entries<unknown>(client).flatMap(([name, value]) =>
    value instanceof z.ZodMiniObject ? [[name, toSchema(value)]] : [],
  );
  const kinds = Object.entries(client.KINDS).map(([name, { info }]) => [name, toSchema(info)]);
  return { ...Object.fromEntries(documents), KINDS: { properties: Object.fromEntries(kinds) } };
}

/** Indentation and name of a declared constant or field. */
const DECLARATION = /^( *)(?:export declare const |readonly )?(\w+)\??: /;

/** Adds a comment above each field with a description. The lines of a declaration are indented by four spaces per level. */
function describeFields(declarations: string, constants: Schema): string {
  // The schemas of the objects around the current line, by depth.
  const parents: (Schema | undefined)[] = [constants];
  const describe = (line: string): string => {
    if (/^\S/.test(line)) parents.length = 1;
    const [, indent = '', name] = DECLARATION.exec(line) ?? [];
    if (name === undefined) return line;
    const depth = indent.length / 4;
    const field = parents[depth]?.properties?.[name] ?? {};
    const schema = field.anyOf?.[0] ?? field;
    const { description, items } = schema;
    parents[depth + 1] = items ?? schema;
    // Constants have a comment of their own.
    return depth > 0 && description ? `${indent}/** ${description} */\n${line}` : line;
  };
  return declarations.split('\n').map(describe).join('\n');
}
