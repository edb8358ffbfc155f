import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { root } from '../project.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

/** Validates a document with its published schema. @returns messages. */
export function findDocumentProblems(schema: string, value: unknown): string[] {
  const file = resolve(root, 'schemas', `${schema}.json`);
  if (!existsSync(file)) return [`there is no schema ${schema}`];
  // The block only shows the schema comment.
  if (value === null) return [];
  const validate =
    ajv.getSchema(schema) ?? ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')), schema).getSchema(schema);
  if (!validate || validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `by schemas/${schema}.json, ${instancePath || '/'} ${message}`,
  );
}
