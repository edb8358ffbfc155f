import { type Block, blocksOf } from '../../action-tests/documentation/markdown.ts';
import { tracked } from '../project.ts';

/** Pages for users; decisions quote what was, and are left alone. */
const PAGES = /^(README|CONTRIBUTING|(docs|docs\/guides|actions\/[^/]+|examples)\/[^/]+)\.md$/;

/** The fenced blocks of all pages that are in one of these languages. */
export function documentedBlocks(...languages: readonly string[]): Block[] {
  return tracked(PAGES)
    .flatMap(blocksOf)
    .filter(({ language }) => languages.includes(language));
}

/** Where a line of a block stands: `docs/client.md:20`. */
export function placeOf({ file, line }: Block, offset = 0): string {
  return `${file}:${line + offset}`;
}
