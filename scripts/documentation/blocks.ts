import { type Block, readBlocks } from '../../action-tests/documentation/markdown.ts';
import { listFiles } from '../project.ts';

/** Pages for users; decisions quote what was, and are left alone. */
const PAGES = /^(README|CONTRIBUTING|(docs|docs\/guides|actions\/[^/]+|examples)\/[^/]+)\.md$/;

/** The fenced blocks of all pages that are in one of these languages. */
export function readDocumentedBlocks(...languages: readonly string[]): Block[] {
  return listFiles(PAGES)
    .flatMap(readBlocks)
    .filter(({ language }) => languages.includes(language));
}

/** Where a line of a block stands: `docs/client.md:20`. */
export function formatLocation({ file, line }: Block, offset = 0): string {
  return `${file}:${line + offset}`;
}
