import { type Block, readBlocks } from '../../action-tests/documentation/markdown.ts';
import { listFiles } from '../project.ts';

/** Pages for users. Decisions may quote outdated code. */
const PAGES =
  /^(README|CONTRIBUTING|(docs|docs\/guides|actions\/[^/]+|examples|packages\/[^/]+)\/[^/]+)\.md$/;

/** Reads the fenced code blocks in the given languages from all pages. */
export function readDocumentedBlocks(...languages: readonly string[]): Block[] {
  return listFiles(PAGES)
    .flatMap(readBlocks)
    .filter(({ language }) => languages.includes(language));
}

/** Formats the location of a line of a block: `docs/client.md:20`. */
export function formatLocation({ file, line }: Block, offset = 0): string {
  return `${file}:${line + offset}`;
}
