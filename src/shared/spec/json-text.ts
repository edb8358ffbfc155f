import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import type { Json, Path } from './json.ts';
import { MOST_PROBLEMS, type ParsedText, type Position, SyntaxProblems } from './parsed-text.ts';

/**
 * Reads one JSON document. Values come from the engine's parser, so that a batch of many thousand records is read
 * in a moment; the tree that knows lines is built when a problem first has to point at one.
 * @throws SyntaxProblems for syntax errors and for duplicate keys, which JSON.parse would drop silently.
 */
export function parseJson(text: string): ParsedText {
  const problems = syntaxProblems(text);
  if (problems.length > 0) throw new SyntaxProblems(problems);
  let tree: Node | undefined;
  let lines: readonly number[] | undefined;
  return {
    value: JSON.parse(text) as Json,
    locate(path, part) {
      tree ??= parseTree(text);
      lines ??= lineStarts(text);
      return positionOf(lines, tree ? offsetOf(tree, path, part) : 0);
    },
  };
}

function syntaxProblems(text: string): SyntaxProblems['problems'] {
  const problems: { message: string; position: Position }[] = [];
  const keys: Set<string>[] = [];
  const report = (message: string, line: number, character: number): void => {
    if (problems.length < MOST_PROBLEMS)
      problems.push({ message, position: { line: line + 1, column: character + 1 } });
  };
  visit(
    text,
    {
      onObjectBegin: () => void keys.push(new Set()),
      onObjectEnd: () => void keys.pop(),
      onObjectProperty(name, _offset, _length, line, character) {
        if (keys.at(-1)?.has(name)) report(`key ${JSON.stringify(name)} is given twice`, line, character);
        keys.at(-1)?.add(name);
      },
      onError(code: ParseError['error'], _offset, _length, line, character) {
        report(`not valid JSON: ${printParseErrorCode(code)}`, line, character);
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  );
  return problems;
}

function offsetOf(tree: Node, path: Path, part: 'key' | 'value'): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (!node) continue;
    const property = node.parent?.type === 'property' ? node.parent : undefined;
    return (part === 'key' || length < path.length) && property ? property.offset : node.offset;
  }
  return tree.offset;
}

/** The offset at which each line starts: a batch may have a problem in each of its ten thousand records. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
