import { isMapping, type Json } from './json.ts';

/** The kind of documents that hold model runs; the others are those of items. */
export const MODEL_RUN = 'model-run';

/**
 * The kind that a document names itself: by `kind`, by `$schema`, or by the comment that tells an editor its schema,
 * `# yaml-language-server: $schema=…/dataset.json`.
 */
export function namedKind(text: string, value: Json): string | undefined {
  const said = isMapping(value) ? value['kind'] : undefined;
  if (typeof said === 'string') return said;
  const schema = isMapping(value) ? value['$schema'] : undefined;
  const comment = /^#\s*yaml-language-server:.*\$schema=(\S+)/m.exec(text)?.[1];
  return /([\w-]+)\.json$/.exec(typeof schema === 'string' ? schema : (comment ?? ''))?.[1];
}
