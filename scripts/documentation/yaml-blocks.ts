import type { Block } from '../../action-tests/documentation/markdown.ts';
import { documentedBlocks, placeOf } from './blocks.ts';
import { documentProblems } from './documents.ts';
import { type WholeWorkflow, wholeWorkflow } from './whole-workflow.ts';
import { workflowProblems } from './workflow-problems.ts';
import { readYamlBlock } from './yaml-block.ts';

/** What is wrong with the YAML and the JSON lines that the documentation shows, each with its place. */
export function yamlProblems(): string[] {
  const problems = documentedBlocks('json').flatMap(recordProblems);
  const workflows: (WholeWorkflow & { readonly block: Block })[] = [];
  for (const block of documentedBlocks('yaml')) {
    const read = readYamlBlock(block.text);
    if (read.is === 'broken') problems.push(`${placeOf(block, read.line - 1)}: ${read.why}`);
    else if (read.is === 'unknown') problems.push(`${placeOf(block)}: ${UNKNOWN}`);
    else if (read.is === 'document')
      problems.push(
        ...documentProblems(read.schema, read.value).map((problem) => `${placeOf(block)}: ${problem}`),
      );
    else workflows.push({ block, ...wholeWorkflow(block.text, read.is) });
  }
  for (const { index, line, message } of workflowProblems(workflows.map(({ text }) => text))) {
    const { block, linesBefore } = workflows[index] ?? {};
    if (block) problems.push(`${placeOf(block, line - 1 - (linesBefore ?? 0))}: ${message}`);
  }
  return problems;
}

const UNKNOWN = 'neither a workflow, nor a piece of one, nor a document that names its schema';

/** Lines of JSON are records of model runs. */
function recordProblems(block: Block): string[] {
  return block.text
    .trimEnd()
    .split('\n')
    .flatMap((line, i) =>
      documentProblems('model-run-partial', JSON.parse(line)).map(
        (problem) => `${placeOf(block, i)}: ${problem}`,
      ),
    );
}
