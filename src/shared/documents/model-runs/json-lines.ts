import { type Place, type Problem, UserError } from '../problem.ts';
import { DocumentSyntaxError, type Position } from '../text/parsed-text.ts';
import type { Source, SourceText } from '../text/source.ts';
import { type ReadRecords, type RecordSource, toRecord } from './record-source.ts';

/** The records of a text with one JSON document a line, and a problem for each line that is not JSON. Blank lines do not count. */
export async function readJsonLines({ name, file, text }: SourceText): Promise<ReadRecords> {
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
      const place: Source['place'] = (path, part = 'value') => at(parsed.locate(path, part));
      records.push(toRecord({ value: parsed.value, place }, []));
    } catch (error) {
      if (error instanceof UserError) problems.push(...error.problems);
      else if (!(error instanceof DocumentSyntaxError)) throw error;
      else
        for (const { message, position } of error.problems) problems.push({ message, place: at(position) });
    }
  }
  return { records, problems };
}
