import { isMapping } from '../client/mapping.ts';
import type { Json, Path } from './json.ts';

/** Returns a copy of the document with other values at some paths. Paths that do not exist are ignored. */
export function replaceValues(
  document: Json,
  places: readonly { readonly path: Path; readonly value: Json }[],
): Json {
  return places.reduce((result, { path, value }) => replaceValue(result, path, value), document);
}

function replaceValue(document: Json, [step, ...rest]: Path, value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(document))
    return document.map((entry, i) => (i === step ? replaceValue(entry, rest, value) : entry));
  if (!isMapping(document)) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, entry]) => [
      key,
      key === step ? replaceValue(entry, rest, value) : entry,
    ]),
  );
}
