import { findPaths, listUnreadable } from '../../src/shared/action/glob/find-paths.ts';
import { parseGlobRule, parseNegation } from '../../src/shared/action/glob/glob-rules.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { createItemWriter } from '../../src/shared/action/items/item-writer.ts';
import { escapeMarkdown, formatLongTable } from '../../src/shared/action/runner/markdown/markdown.ts';
import { RecordCollection } from '../../src/shared/action/runs/record-collection.ts';
import type { CallOptions, Provena } from '../../src/shared/client/index.ts';
import type { ItemDocument } from '../../src/shared/documents/items/item-document.ts';
import { fetchOwnPerson, resolveMe } from '../../src/shared/documents/me.ts';
import { checkAgainstRegistry } from '../../src/shared/documents/model-runs/check-against-registry.ts';
import type { CheckedRecord } from '../../src/shared/documents/model-runs/check-records.ts';
import { convertCsv } from '../../src/shared/documents/model-runs/convert-csv.ts';
import { isTable, type ReadRecords } from '../../src/shared/documents/model-runs/record-source.ts';
import { type ProblemList, UserError } from '../../src/shared/documents/problem.ts';
import { type CheckedFile, checkRepository } from '../../src/shared/documents/repository-documents.ts';
import { isJsonLines } from '../../src/shared/documents/text/json-lines.ts';
import type { SourceText } from '../../src/shared/documents/text/source.ts';
import { extractServerProblems } from '../../src/shared/documents/validation/server-problems.ts';
import { statTarget } from '../../src/shared/files/safe-path.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { listFolder } from '../../src/shared/transfer/index.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** Checks every document and reports all problems; creates nothing. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const { workspace, log, summary } = deps;
  const paths = await findDocuments(inputs.path, deps);
  if (paths.length === 0)
    throw new UserError(
      `input path: no YAML, JSON or JSON Lines file matches ${inputs.path.join(', ')}, and no line names a table with .csv. Check the path, and that actions/checkout runs before this step`,
    );
  const partialPaths = new Set(await findPaths(inputs.partial ?? [], 'partial', deps));
  const tableCount = paths.filter(isTable).length;
  if (tableCount > 0 && !inputs.online)
    log.warning(
      `Only the header, the quotes and the number of cells of ${formatCount(tableCount, 'CSV table')} were checked, because only the server can read the values. Set input online to true to check them.`,
    );
  const convert = async (table: SourceText): Promise<ReadRecords> =>
    convertCsv(table, (await deps.connect()).provena, { signal: deps.signal }, log);
  const records = new RecordCollection();
  const { items, files, problems } = await checkRepository({
    paths,
    partialPaths,
    kind: inputs.kind,
    input: 'path',
    workspace,
    convertCsv: inputs.online ? convert : undefined,
    visitRecord: (record: CheckedRecord) => {
      if (inputs.online) records.addValid(record);
    },
  });
  if (inputs.online) {
    const { provena } = await deps.connect();
    const call = { signal: deps.signal };
    await validateItems(items, problems, provena, call);
    if (records.hasMe) records.person = await fetchOwnPerson(provena, call);
    problems.addList((await checkAgainstRegistry(records.valid, provena, call)).problems);
  }
  const documents = files.map((checked) => ({ ...checked, problems: problems.countIn(checked.file) }));
  deps.setOutputs({ checked: paths.length, problems: problems.count, documents });
  for (const { file, kind, problems: count } of documents)
    log.info(`${count === 0 ? '✔' : '✖'} ${file} (${kind ?? 'of unknown kind'})`);
  summary.add(formatFilesTable(documents));
  problems.assertEmpty();
  log.info(
    `${formatCount(paths.length, 'document is', 'documents are')} valid${inputs.online ? ', also on the server' : ''}.`,
  );
}

/**
 * The files with documents that match, and those below a folder that is named without wildcards. A repository has other
 * tables than those of model runs; therefore they are checked only if a pattern names them with their extension.
 */
async function findDocuments(
  patterns: readonly string[],
  { workspace, log }: Pick<Deps<OutputName>, 'workspace' | 'log'>,
): Promise<string[]> {
  const tablePatterns = patterns.filter((pattern) => isTable(pattern) && !parseNegation(pattern).isExclusion);
  const namesTable = tablePatterns.map((pattern) => parseGlobRule(pattern, workspace));
  const found = await Promise.all(
    (await findPaths(patterns, 'path', { workspace, log })).map(async (path) => {
      if (!statTarget(path)?.isDirectory()) return [path];
      const { files, problems } = await listFolder({ root: path, hidden: false, symlinks: 'follow' });
      return [...files.map((file) => file.path), ...listUnreadable(problems, 'path', workspace)];
    }),
  );
  return [...new Set(found.flat())]
    .filter((path) =>
      isTable(path)
        ? namesTable.some((rule) => rule.matches(path))
        : isJsonLines(path) || /\.(ya?ml|json)$/i.test(path),
    )
    .sort();
}

/**
 * Validates items on the server without creating anything. Skips documents that refer to other documents, because the
 * server can only validate them after those are registered.
 */
async function validateItems(
  items: readonly ItemDocument[],
  problems: ProblemList,
  provena: Provena,
  call: CallOptions,
): Promise<void> {
  for (const item of items) {
    if (item.references.length > 0) continue;
    const value = await resolveMe(item.value, item.kind.schema, provena, call);
    try {
      await createItemWriter(item.kind, provena).validate(value, call);
    } catch (error) {
      const found = extractServerProblems(error, item.source);
      if (!found) throw error;
      problems.add(found);
    }
  }
}

/** Documents with problems first. */
function formatFilesTable(documents: readonly (CheckedFile & { readonly problems: number })[]): string {
  const sorted = documents.toSorted((a, b) => Number(b.problems > 0) - Number(a.problems > 0));
  return formatLongTable(['document', 'kind', 'problems'], sorted, ({ file, kind, problems }) => [
    escapeMarkdown(file),
    escapeMarkdown(kind ?? ''),
    String(problems),
  ]);
}
