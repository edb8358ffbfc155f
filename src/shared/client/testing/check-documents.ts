import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { CollectionFormat } from '../model/collection-format.ts';
import { ModelRunRecord } from '../model/model-run-record.ts';
import { KINDS } from '../registry/kinds.ts';

/**
 * Judges documents by the client's schemas, for programs that hold them against other verdicts: on standard input a list
 * of `{route, document}`, on standard output for each the codes of what is wrong with it; null where no schema is for
 * that route.
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
const verdicts = documents.map(({ route, document }) => {
  const schema = SCHEMAS[route];
  if (!schema) return null;
  return z.safeParse(schema, document).error?.issues.map(({ code }) => code) ?? [];
});
console.log(JSON.stringify(verdicts));
