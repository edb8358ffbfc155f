import { isMapping, type Json } from './json.ts';

/** The kind of documents that hold model runs; the others are those of items. */
export const MODEL_RUN = 'model-run';

export interface DeclaredKind {
  readonly kind: string | undefined;
  /** The schema is the one of documents to which a workflow adds the rest: `dataset-partial.json`. */
  readonly isPartial: boolean;
}

/**
 * The kind that a document names itself: by `kind`, by `$schema`, or by the comment that tells an editor its schema,
 * `# yaml-language-server: $schema=…/dataset.json`.
 */
export function getDeclaredKind(text: string, value: Json): DeclaredKind {
  const said = isMapping(value) ? value['kind'] : undefined;
  const schema = isMapping(value) ? value['$schema'] : undefined;
  const comment = /^#\s*yaml-language-server:.*\$schema=(\S+)/m.exec(text)?.[1];
  const [, name, partial] =
    /([\w-]+?)(-partial)?\.json$/.exec(typeof schema === 'string' ? schema : (comment ?? '')) ?? [];
  return { kind: typeof said === 'string' ? said : name, isPartial: partial !== undefined };
}
