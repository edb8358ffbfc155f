import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

const ROOT = resolve(import.meta.dirname, '../..');

/** A fenced block of a page. */
export interface Block {
  /** The page, by path from the project's root. */
  readonly file: string;
  /** Line of its first line of text, counted from 1. */
  readonly line: number;
  /** What stands behind the fence: `yaml`, `sh`; empty where nothing does. */
  readonly language: string;
  /** Words behind the language. */
  readonly meta: string;
  readonly text: string;
  /** The heading above it. */
  readonly section: string;
  /** The text of HTML comments directly above it. */
  readonly note: string;
}

/** The fenced blocks of a page, in their order. */
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

/** The headings of one depth, in their order. */
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

/** Containers stand between a comment and the block below it without being anything of their own. */
function isContainer({ type }: Nodes): boolean {
  return type === 'root' || type === 'list' || type === 'listItem';
}
