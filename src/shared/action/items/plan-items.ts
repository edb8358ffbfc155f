import type { CallOptions, Provena } from '../../client/index.ts';
import { type Change, differences } from '../../spec/items/difference.ts';
import type { LinkedDocument } from '../../spec/items/references.ts';
import { isMapping, type Json } from '../../spec/json.ts';
import { resolveMe } from '../../spec/me.ts';
import { type Problem, UserError } from '../../spec/problem.ts';
import { replaceAt } from '../../spec/replace.ts';
import { createDocumentKey, type ItemFinder, type ItemMatch } from './item-finder.ts';
import { isManagedField } from './stored-item.ts';

export type IfExists = 'reuse' | 'update' | 'error';

/** The planned action for a document. */
export interface PlannedItem {
  readonly document: LinkedDocument;
  /** Identifies the item of the document. */
  readonly key: string;
  readonly match: ItemMatch | undefined;
  readonly action: 'create' | 'update' | 'keep';
  /** Differences between the existing item and the document, even when the item is not changed. */
  readonly changes: readonly Change[];
}

export interface PlanOptions {
  readonly provena: Provena;
  readonly call: CallOptions;
  readonly ifExists: IfExists;
  readonly repository: string | undefined;
  readonly finder: ItemFinder;
}

/**
 * Plans the action for each document, in the order of writing. Writes nothing.
 * @throws UserError with all problems.
 */
export async function planItems(
  documents: readonly LinkedDocument[],
  options: PlanOptions,
): Promise<PlannedItem[]> {
  const { provena, call, ifExists, repository, finder } = options;
  const planned: PlannedItem[] = [];
  const problems: Problem[] = [];
  const handles = new Map<string, string>();
  for (const document of documents) {
    try {
      const key = createDocumentKey(document, repository);
      const found = await finder.find(document, key);
      if (found && ifExists === 'error') throw new UserError(createConflictProblem(document, found));
      const [value = document.value] = await resolveMe(
        [resolveReferences(document, handles)],
        document.kind.schema,
        provena,
        call,
      );
      const changes = found
        ? differences(document.kind.schema, found.item.value, value, (path) =>
            isManagedField(document.kind, path),
          )
        : [];
      const action = !found ? 'create' : ifExists === 'update' && changes.length > 0 ? 'update' : 'keep';
      if (found) handles.set(document.name, found.item.id);
      planned.push({ document, key, match: found, action, changes });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return planned;
}

/** Replaces references to other documents by their handles, or by a placeholder for those without one. */
export function resolveReferences(document: LinkedDocument, handles: ReadonlyMap<string, string>): Json {
  const known = document.links.map(({ path, to }) => ({
    path,
    value: handles.get(to.name) ?? `(handle of ${to.name})`,
  }));
  return replaceAt(document.value, known);
}

/** Adds facts to the free-form metadata of an item; values of the document take precedence. */
export function addFacts(
  value: Json,
  [step, ...rest]: readonly (string | number)[],
  facts: Readonly<Record<string, string>>,
): Json {
  if (!isMapping(value) && value !== undefined) return value;
  if (step === undefined) return { ...facts, ...value };
  return { ...value, [step]: addFacts((value?.[step] ?? {}) as Json, rest, facts) };
}

function createConflictProblem(
  { name, kind, source }: LinkedDocument,
  { item, matchedBy: by }: ItemMatch,
): Problem {
  return {
    message: `${name} already exists: ${item.id} (matched by ${by}). Set if-exists to reuse or update to use it`,
    path: kind.namePath.join('.'),
    place: source.place(kind.namePath),
  };
}
