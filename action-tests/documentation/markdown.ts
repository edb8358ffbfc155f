import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

const ROOT = resolve(import.meta.dirname, '../..');

/** A fenced code block of a page. */
export interface Block {
  /** Path of the page from the project's root. */
  readonly file: string;
  /** Line number of its first text line, from 1. */
  readonly line: number;
  /** Language after the fence, such as `yaml`; may be empty. */
  readonly language: string;
  /** Text after the language. */
  readonly meta: string;
  readonly text: string;
  /** Nearest heading above. */
  readonly section: string;
  /** Text of HTML comments directly above. */
  readonly note: string;
}

/** Reads the fenced code blocks of a page. */
export function readBlocks(file: string): Block[] {
  const blocks: Block[] = [];
  let section = '';
  let note = '';
  visit(parsePage(file), (node) => {
    if (node.type === 'heading') section = textOf(node);
    if (node.type === 'code') {
      blocks.push({
        file,
        line: (node.position?.start.line ?? 0) + 1,
        language: node.lang ?? '',
        meta: node.meta ?? '',
        text: `${node.value}\n`,
        section,
        note,
      });
    }
    note = node.type === 'html' ? node.value.replace(/^<!--\s*|\s*-->$/g, '') : isContainer(node) ? note : '';
  });
  return blocks;
}

/** Reads the headings of one depth. */
export function readHeadings(file: string, depth: number): string[] {
  const headings: string[] = [];
  visit(parsePage(file), 'heading', (node) => {
    if (node.depth === depth) headings.push(textOf(node));
  });
  return headings;
}

function parsePage(file: string): Nodes {
  return fromMarkdown(readFileSync(resolve(ROOT, file), 'utf8'));
}

/** Containers can stand between a comment and the block below it. */
function isContainer({ type }: Nodes): boolean {
  return type === 'root' || type === 'list' || type === 'listItem';
}
