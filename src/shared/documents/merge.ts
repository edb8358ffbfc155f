import { isMapping } from '../client/mapping.ts';
import { formatValue } from './format-value.ts';
import { getChild, type Json, type JsonMapping, type Path } from './json.ts';
import { UserError } from './problem.ts';
import type { Source } from './text/source.ts';

export interface MergeOptions {
  /** True if the target is a patch, too: null stays, so that the result removes what both remove. */
  readonly isPatch?: boolean | undefined;
}

/**
 * Merges `patch` into `target` by RFC 7396: mappings key by key, null removes, any other value replaces. Neither argument
 * is changed. Keys such as `__proto__` are ordinary keys.
 */
export function mergePatch(target: Json | undefined, patch: JsonMapping, options?: MergeOptions): JsonMapping;
export function mergePatch(target: Json | undefined, patch: Json, options?: MergeOptions): Json;
export function mergePatch(target: Json | undefined, patch: Json, options: MergeOptions = {}): Json {
  if (!isMapping(patch)) return patch;
  const merged = new Map(isMapping(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null && !options.isPatch) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value, options));
  }
  return Object.fromEntries(merged);
}

/** The paths at which a merge patch has null and the target no value. */
export function listNoOpRemovals(target: Json | undefined, patch: Json, path: Path = []): Path[] {
  if (!isMapping(patch)) return [];
  return Object.entries(patch).flatMap(([key, child]) => {
    const value = getChild(target, key);
    if (child !== null) return listNoOpRemovals(value, child, [...path, key]);
    return value === undefined ? [[...path, key]] : [];
  });
}

/**
 * Merges the inline document into that of the file. Each value keeps its place.
 * @throws UserError when one of them is not a mapping: the other would replace it without a message.
 */
export function mergeSources(file: Source, inline: Source, options: MergeOptions = {}): Source {
  for (const { value, place } of [file, inline]) {
    if (!isMapping(value))
      throw new UserError({
        message: `expected a mapping to merge, found ${formatValue(value)}`,
        place: place([]),
      });
  }
  return {
    value: mergePatch(file.value, inline.value, options),
    noOpRemovals: options.isPatch ? [] : listNoOpRemovals(file.value, inline.value),
    schemaComment: inline.schemaComment ?? file.schemaComment,
    place(path, part) {
      const owner = countSteps(inline.value, path) >= countSteps(file.value, path) ? inline : file;
      return owner.place(path, part);
    },
  };
}

/** The number of steps of `path` that exist in the value. */
function countSteps(value: Json, path: Path): number {
  let current: Json | undefined = value;
  for (const [i, step] of path.entries()) {
    current = getChild(current, step);
    if (current === undefined) return i;
  }
  return path.length;
}
