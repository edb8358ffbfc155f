import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listFiles, root, run } from '../project.ts';
import { readDocumentedBlocks } from './blocks.ts';

/** Pages for people. docs/actions.md has the descriptions of every action.yml. */
const PAGES =
  /^(README|CONTRIBUTING|SECURITY|CHANGELOG|(docs|docs\/guides|docs\/decisions|actions\/[^/]+|examples|packages\/[^/]+)\/[^/]+)\.md$/;

/**
 * Checks the terms of all pages, of the descriptions in every action.yml, and of the messages that pages quote, with
 * textlint and the list of terms in `.textlintrc.json`. Prints errors with page and line.
 */
export function checkProse(): boolean {
  mkdirSync(resolve(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(resolve(root, '.cache/prose-'));
  try {
    // textlint skips code blocks, so the quoted messages are checked as text files.
    const messages = readDocumentedBlocks('text').map(({ file, line, text }) => {
      const path = join(folder, `${file.replaceAll(/\W+/g, '-')}-line-${line}.txt`);
      writeFileSync(path, text);
      return path;
    });
    return run('textlint', [...listFiles(PAGES), ...messages]) === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
