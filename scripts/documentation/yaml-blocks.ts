import type { Block } from '../../action-tests/documentation/markdown.ts';
import { formatLocation, readDocumentedBlocks } from './blocks.ts';
import { type CompleteWorkflow, completeWorkflow } from './complete-workflow.ts';
import { findDocumentProblems } from './documents.ts';
import { findWorkflowProblems } from './workflow-problems.ts';
import { classifyYamlBlock } from './yaml-block.ts';

/** Finds errors in the YAML and JSON Lines blocks of the documentation. @returns messages with locations. */
export function findYamlProblems(): string[] {
  const problems = readDocumentedBlocks('json').flatMap(findRecordProblems);
  const workflows: (CompleteWorkflow & { readonly block: Block })[] = [];
  for (const block of readDocumentedBlocks('yaml')) {
    const classified = classifyYamlBlock(block.text);
    const report = (message: string, offset = 0): void =>
      void problems.push(`${formatLocation(block, offset)}: ${message}`);
    if (classified.type === 'invalid') report(classified.message, classified.line - 1);
    else if (classified.type === 'unknown') report(UNKNOWN_BLOCK);
    else if (classified.type === 'fragment')
      workflows.push({ block, ...completeWorkflow(block.text, classified.fragment) });
    else for (const problem of findDocumentProblems(classified.schema, classified.value)) report(problem);
  }
  for (const { index, line, message } of findWorkflowProblems(workflows.map(({ text }) => text))) {
    const { block, linesBefore } = workflows[index] ?? {};
    if (block) problems.push(`${formatLocation(block, line - 1 - (linesBefore ?? 0))}: ${message}`);
  }
  return problems;
}

const UNKNOWN_BLOCK = 'neither a workflow, nor a piece of one, nor a document that names its schema';

/** JSON blocks contain model run records, one per line. */
function findRecordProblems(block: Block): string[] {
  return block.text
    .trimEnd()
    .split('\n')
    .flatMap((line, i) =>
      findDocumentProblems('model-run-partial', JSON.parse(line)).map(
        (problem) => `${formatLocation(block, i)}: ${problem}`,
      ),
    );
}
