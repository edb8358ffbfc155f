import { parsePath } from 'dot-prop';
import { getErrorMessage } from '../../src/shared/client/error-message.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { didYouMean, formatValue } from '../../src/shared/documents/format-value.ts';
import { getChild, type Json } from '../../src/shared/documents/json.ts';
import { UserError } from '../../src/shared/documents/problem.ts';

/**
 * Returns the value at a path such as `collection_format.dataset_info.name` or `history[0].reason`.
 * @throws UserError with the part of the path that exists and the available keys.
 */
export function getByPath(value: Json, path: string, input: string): Json {
  let current = value;
  const walked: (string | number)[] = [];
  for (const step of parseSteps(path, input)) {
    const next = getChild(current, step);
    if (next === undefined)
      throw new UserError(`input ${input}: ${describeMissingStep(current, walked, step)}`);
    walked.push(step);
    current = next;
  }
  return current;
}

function parseSteps(path: string, input: string): (string | number)[] {
  try {
    const steps = parsePath(path);
    // `parsePath` returns nothing for a path with a key such as `__proto__`.
    if (steps.length === 0) throw new Error('it contains a disallowed key');
    return steps;
  } catch (cause) {
    const message = getErrorMessage(cause);
    throw new UserError(`input ${input}: ${formatValue(path)} is not a path: ${message}`, { cause });
  }
}

function describeMissingStep(
  current: Json,
  walked: readonly (string | number)[],
  step: string | number,
): string {
  const place = walked.length === 0 ? 'the item' : walked.join('.');
  if (Array.isArray(current))
    return `${place} is a list of ${current.length}, without an entry ${formatValue(step)}`;
  if (!isMapping(current)) return `${place} is ${formatValue(current)}, and has no ${formatValue(step)}`;
  const names = Object.keys(current);
  const near = didYouMean(String(step), names) || '.';
  return `${place} has no ${formatValue(step)}${near} It has ${names.join(', ')}`;
}
