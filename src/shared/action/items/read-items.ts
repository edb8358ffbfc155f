import {
  type ItemDocument,
  readItemDocument,
  readItemDocuments,
} from '../../documents/items/item-document.ts';
import { ProblemList, UserError } from '../../documents/problem.ts';
import {
  type FilesInput,
  type InlineInput,
  loadFileDocuments,
  mergeOverFile,
} from '../../documents/text/load.ts';
import { nameFile } from '../../documents/text/name-file.ts';
import { readSource, readSources } from '../../documents/text/source.ts';

interface ItemSources {
  readonly inline: InlineInput;
  readonly files: FilesInput;
  /** Default kind of documents without `kind`. */
  readonly kind: string | undefined;
  readonly workspace: string;
}

/**
 * Reads the documents of the inputs: an inline document merged over at most one file, all inline documents, or those of
 * all files.
 * @throws UserError with all problems.
 */
export async function readItems(inputs: ItemSources): Promise<ItemDocument[]> {
  const { inline, files, kind, workspace } = inputs;
  if (inline.text?.trim()) return readInlineItems(inputs);
  const documents: ItemDocument[] = [];
  const problems = new ProblemList();
  for (const path of files.paths) {
    try {
      const sources = await loadFileDocuments({ path, input: files.input, workspace });
      for (const document of readItemDocuments(sources, { file: nameFile(path, workspace).name, kind }))
        documents.push(document);
    } catch (error) {
      problems.addError(error);
    }
  }
  problems.assertEmpty();
  return documents;
}

/** The inline documents, or the only one merged over the only file. */
async function readInlineItems({ inline, files, kind, workspace }: ItemSources): Promise<ItemDocument[]> {
  const [first, ...others] = files.paths;
  if (others.length > 0) {
    throw new UserError(
      `input ${inline.input} can be merged over one file only; input ${files.input} matches ${files.paths.length} files`,
    );
  }
  const name = `input ${inline.input}`;
  const text = { name, text: inline.text ?? '', fileInput: files.input };
  if (first === undefined) return readItemDocuments(await readSources(text), { file: name, kind });
  const file = { path: first, input: files.input, workspace };
  const source = await mergeOverFile(await readSource(text), file);
  return [readItemDocument({ source, file: nameFile(first, workspace).name, kind })];
}
