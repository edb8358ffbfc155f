import { type Place, type Problem, UserError } from '../problem.ts';
import { DocumentSyntaxError, type Position } from './parsed-text.ts';
import type { Source, SourceText } from './source.ts';

/** Whether a file has one JSON document a line. */
export function isJsonLines(name: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(name);
}

/**
 * The documents of a text with one JSON document a line, as `read` reads each, and the problems of the other lines. Blank
 * lines do not count.
 */
export async function readJsonLines<T>(
  { name, file, text }: SourceText,
  read: (source: Source) => T,
): Promise<{ readonly documents: readonly T[]; readonly problems: readonly Problem[] }> {
  const { parseJson } = await import('./json-text.ts');
  const problems: Problem[] = [];
  const documents: T[] = [];
  for (const [i, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const at = (position: Position): Place => ({
      source: name,
      ...(file === undefined ? {} : { file }),
      ...position,
      line: i + 1,
    });
    try {
      const parsed = parseJson(line);
      const place: Source['place'] = (path, part = 'value') => at(parsed.locate(path, part));
      documents.push(read({ value: parsed.value, place }));
    } catch (error) {
      if (error instanceof UserError) problems.push(...error.problems);
      else if (!(error instanceof DocumentSyntaxError)) throw error;
      else
        for (const { message, position } of error.problems) problems.push({ message, place: at(position) });
    }
  }
  return { documents, problems };
}
