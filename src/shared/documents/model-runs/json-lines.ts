import { type Place, type Problem, UserError } from '../problem.ts';
import { DocumentSyntaxError, type Position } from '../text/parsed-text.ts';
import type { SourceText } from '../text/source.ts';
import type { RecordSource } from './record-source.ts';

/**
 * The records of a text with one JSON document a line; blank lines do not count.
 * @throws UserError with the line of every one that is not JSON.
 */
export async function readJsonLines({ name, file, text }: SourceText): Promise<RecordSource[]> {
  const { parseJson } = await import('../text/json-text.ts');
  const problems: Problem[] = [];
  const records: RecordSource[] = [];
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
      records.push({
        value: parsed.value,
        at: [],
        place: (path, part = 'value') => at(parsed.locate(path, part)),
      });
    } catch (error) {
      if (!(error instanceof DocumentSyntaxError)) throw error;
      for (const { message, position } of error.problems) problems.push({ message, place: at(position) });
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return records;
}
