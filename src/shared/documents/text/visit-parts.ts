import { UserError } from '../problem.ts';
import { countVisits, type DocumentVisitor, type FilePart } from './file-part.ts';
import { visitJsonArray } from './json-array.ts';
import { isJsonLines, visitJsonLines } from './json-lines.ts';
import { type InputFile, nameFile } from './name-file.ts';
import { isJsonFile, readSources, type Source } from './source.ts';
import { readSourceText } from './text-file.ts';

/**
 * Visits the lines of a JSON Lines file, or the elements of a file that is one JSON array, while the file is read.
 * @param accepts as in {@link visitJsonArray}.
 * @returns the documents of any other file, and of an empty array, which are not visited. They may contain expressions.
 * @throws UserError if the file cannot be read.
 */
export async function visitParts(
  file: InputFile,
  visitor: DocumentVisitor<FilePart>,
  accepts?: Parameters<typeof visitJsonArray>[2],
): Promise<readonly Source[] | undefined> {
  const counted = countVisits(visitor);
  if (isJsonLines(file.path)) {
    await visitJsonLines(file, counted);
    return undefined;
  }
  if (isJsonFile(file.path) && (await visitJsonArray(file, counted, accepts)) && counted.count > 0)
    return undefined;
  const sources = await readSources(await readSourceText(file));
  if (counted.count === 0) return sources;
  // The array was not valid JSON when its elements were visited, and is now.
  const message = 'the file has changed while it was read. Run the step again when it is complete';
  throw new UserError({ message, place: { source: nameFile(file.path, file.workspace).name } });
}
