import { type ItemDocument, readItemDocument } from '../../documents/items/item-document.ts';
import { missingInputMessage } from '../../documents/nothing-given.ts';
import { type Problem, UserError } from '../../documents/problem.ts';
import { loadDocument, loadFile, nameFile } from '../../documents/text/load.ts';

export interface ItemSources {
  readonly inline: { readonly input: string; readonly text: string | undefined };
  readonly files: { readonly input: string; readonly paths: readonly string[] };
  /** Default kind of documents without `$kind`. */
  readonly kind: string | undefined;
  readonly workspace: string;
}

/**
 * Reads the documents of the inputs: an inline document merged over at most one file, or all files.
 * @throws UserError with all problems.
 */
export async function readItems({ inline, files, kind, workspace }: ItemSources): Promise<ItemDocument[]> {
  const [first, ...others] = files.paths;
  if (inline.text?.trim() || first === undefined) {
    if (others.length > 0) {
      throw new UserError(
        `input ${inline.input} can be merged over one file only; input ${files.input} matches ${files.paths.length} files`,
      );
    }
    const source = await loadDocument({ inline, file: { input: files.input, path: first }, workspace });
    if (!source) throw new UserError(missingInputMessage('item', inline.input, files.input));
    return [
      readItemDocument({
        source,
        file: first === undefined ? `input ${inline.input}` : nameFile(first, workspace).name,
        kind,
      }),
    ];
  }
  const documents: ItemDocument[] = [];
  const problems: Problem[] = [];
  for (const path of files.paths) {
    try {
      const source = await loadFile(path, workspace, files.input);
      documents.push(readItemDocument({ source, file: nameFile(path, workspace).name, kind }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const problem of error.problems) problems.push(problem);
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return documents;
}
