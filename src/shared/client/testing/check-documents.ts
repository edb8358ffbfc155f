import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { CollectionFormat } from '../model/collection-format.ts';
import { ModelRunRecord } from '../model/model-run-record.ts';
import { KINDS } from '../registry/kinds.ts';

/**
 * Validates documents with the client's schemas, for programs that compare the results with those of a server. Reads a
 * list of `{route, document}` from standard input, and writes for each document the codes of its issues to standard
 * output, or null if the route has no schema.
 */
const SCHEMAS: Readonly<Record<string, z.ZodMiniType>> = {
  'POST /metadata/validate-metadata': CollectionFormat,
  'POST /register/mint-dataset': CollectionFormat,
  'POST /model_run/register': ModelRunRecord,
  ...Object.fromEntries(
    Object.values(KINDS).flatMap(({ path, info }) => [
      [`POST /registry/${path}/validate`, info],
      [`POST /registry/${path}/create`, info],
    ]),
  ),
};

const documents: readonly { readonly route: string; readonly document: unknown }[] = JSON.parse(
  await text(process.stdin),
);
const issueCodes = documents.map(({ route, document }) => {
  const schema = SCHEMAS[route];
  if (!schema) return null;
  return z.safeParse(schema, document).error?.issues.map(({ code }) => code) ?? [];
});
console.log(JSON.stringify(issueCodes));
