import {
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import type { Json, Path } from './json.ts';
import { type ParsedText, type Position, SyntaxProblems } from './parsed-text.ts';

/**
 * Reads one JSON document. Values come from the engine's parser, so that a batch of many thousand records is read
 * in a moment; the tree that knows lines is built when a problem first has to point at one.
 * @throws SyntaxProblems for syntax errors and for duplicate keys, which JSON.parse would drop silently.
 */
export function parseJson(text: string): ParsedText {
  const problems = syntaxProblems(text);
  if (problems.length > 0) throw new SyntaxProblems(problems);
  let tree: Node | undefined;
  return {
    value: JSON.parse(text) as Json,
    locate(path, part) {
      tree ??= parseTree(text);
      return positionOf(text, tree ? offsetOf(tree, path, part) : 0);
    },
  };
}

function syntaxProblems(text: string): SyntaxProblems['problems'] {
  const problems: { message: string; position: Position }[] = [];
  const keys: Set<string>[] = [];
  visit(
    text,
    {
      onObjectBegin: () => void keys.push(new Set()),
      onObjectEnd: () => void keys.pop(),
      onObjectProperty(name, _offset, _length, line, character) {
        if (keys.at(-1)?.has(name)) {
          problems.push({
            message: `key ${JSON.stringify(name)} is given twice`,
            position: { line: line + 1, column: character + 1 },
          });
        }
        keys.at(-1)?.add(name);
      },
      onError(code: ParseError['error'], _offset, _length, line, character) {
        problems.push({
          message: `not valid JSON: ${printParseErrorCode(code)}`,
          position: { line: line + 1, column: character + 1 },
        });
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

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
