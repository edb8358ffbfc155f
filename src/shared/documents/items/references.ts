import { posix } from 'node:path';
import { formatPath } from '../../client/json/format-path.ts';
import { normalizeKind } from '../../client/model/normalize-kind.ts';
import { didYouMean, formatValue } from '../format-value.ts';
import type { Path } from '../json.ts';
import { type Problem, UserError } from '../problem.ts';
import { getSchemaMetadata } from '../validation/schema-walk.ts';
import { hasId, type ItemDocument, type Reference } from './item-document.ts';

export interface LinkedDocument extends ItemDocument {
  readonly links: readonly { readonly path: Path; readonly to: ItemDocument }[];
}

/** Maximum number of problems for which similar names are suggested: each suggestion compares all names. */
const MAX_SUGGESTIONS = 100;

/**
 * Sorts documents so that each comes after those that it refers to.
 * @param invalid `$id`s and files of documents with problems, which `documents` lacks. References to them are not reported.
 * @throws UserError for duplicate names, references to unknown documents or to a wrong kind, and cycles.
 */
export function sortByReferences(
  documents: readonly ItemDocument[],
  invalid: ReadonlySet<string> = new Set(),
): LinkedDocument[] {
  const problems = [...findDuplicateNames(documents)];
  const byId = indexFirst(documents.filter(hasId), ({ name }) => name);
  const byFile = indexFirst(documents, ({ file }) => file);
  const linked = documents.map((document) => {
    const links = document.references.flatMap((reference) => {
      const path = resolveFile(document, reference);
      const { target } = reference;
      // By $id, else by the path from this document, else by the path from the workspace.
      const to = byId.get(target.normalize()) ?? byFile.get(path) ?? byFile.get(target);
      if (!to && (invalid.has(target) || invalid.has(path))) return [];
      const known = problems.length < MAX_SUGGESTIONS ? documents : [];
      const problem = to
        ? checkKind(document, reference, to)
        : createUnknownProblem(document, reference, known);
      if (problem) problems.push(problem);
      return to ? [{ path: reference.path, to }] : [];
    });
    return { ...document, links };
  });
  if (problems.length > 0) throw new UserError(problems);
  return sortLinked(linked);
}

/** The first document for each key. */
function indexFirst(
  documents: readonly ItemDocument[],
  getKey: (document: ItemDocument) => string,
): ReadonlyMap<string, ItemDocument> {
  return new Map(documents.toReversed().map((document) => [getKey(document), document]));
}

function resolveFile(from: ItemDocument, { target }: Reference): string {
  return posix.normalize(posix.join(posix.dirname(from.file), target));
}

function createUnknownProblem(
  from: ItemDocument,
  { path, target }: Reference,
  documents: readonly ItemDocument[],
): Problem {
  const known = documents.map(({ name }) => name).filter((name) => name !== from.name);
  const hint = /^(?:https?:.*\/)?\d+(?:\.\d+)+\/[^\s/]+$/.test(target)
    ? '. Write a handle without $ref'
    : didYouMean(target, known) || '. Add the document that it names, or write the handle of an item';
  const message = `${formatValue(target)} is neither the $id nor the file of a document here${hint}`;
  return { message, path: formatPath(path), place: from.source.place(path) };
}

function checkKind(from: ItemDocument, { path }: Reference, to: ItemDocument): Problem | undefined {
  const expectedKind = getSchemaMetadata(from.kind.schema, path)['handleOf'];
  if (expectedKind === undefined) {
    const message = 'only a field that holds a handle can refer to another document';
    return { message, path: formatPath(path), place: from.source.place(path) };
  }
  if (expectedKind === 'ANY' || expectedKind === to.kind.subtype) return undefined;
  const message = `expected a document of kind ${normalizeKind(String(expectedKind))}; ${to.name} is of kind ${to.kind.name}`;
  return { message, path: formatPath(path), place: from.source.place(path) };
}

function findDuplicateNames(documents: readonly ItemDocument[]): Problem[] {
  return [...Map.groupBy(documents, ({ name }) => name)].flatMap(([name, [first, ...others]]) =>
    others.map((other) => ({
      message: `${formatValue(name)} is also the name of ${first?.file}. Use another $id`,
      path: '$id',
      place: other.source.place(['$id']),
    })),
  );
}

function sortLinked(documents: readonly LinkedDocument[]): LinkedDocument[] {
  const sorted = new Map<string, LinkedDocument>();
  const open = new Set<string>();
  const byName = new Map(documents.map((document) => [document.name, document]));
  const visit = (document: LinkedDocument): void => {
    if (sorted.has(document.name)) return;
    if (open.has(document.name)) {
      const cycle = [...open, document.name].join(' → ');
      throw new UserError({
        message: `the references form a cycle: ${cycle}`,
        place: document.source.place([]),
      });
    }
    open.add(document.name);
    for (const { to } of document.links) {
      const next = byName.get(to.name);
      if (next) visit(next);
    }
    open.delete(document.name);
    sorted.set(document.name, document);
  };
  documents.forEach(visit);
  return [...sorted.values()];
}
