import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '../project.ts';
import { formatLocation, readDocumentedBlocks } from './blocks.ts';

const QUOTE_NOTE = /^part of (\S+)$/;

/**
 * Finds YAML blocks that differ from the file that they quote. A comment `<!-- part of <path> -->` above a block names the
 * file; the block may be indented less than its lines there. @returns messages with locations.
 */
export function findQuoteProblems(): string[] {
  return readDocumentedBlocks('yaml').flatMap((block) => {
    const path = QUOTE_NOTE.exec(block.note)?.[1];
    if (path === undefined || isPartOf(block.text, readFileSync(resolve(root, path), 'utf8'))) return [];
    return [`${formatLocation(block)}: this block is not in ${path}. Copy the lines from there.`];
  });
}

/** True if the lines of a block occur in a file one after the other, each with the same additional indentation. */
export function isPartOf(block: string, file: string): boolean {
  const [first = ''] = block.split('\n', 1);
  return file
    .split('\n')
    .filter((line) => line.endsWith(first) && line.trim() === first.trim())
    .some((line) => {
      const indentation = line.slice(0, line.length - first.length);
      return `\n${file}`.includes(`\n${block.replace(/^(?=.)/gm, indentation)}`);
    });
}
