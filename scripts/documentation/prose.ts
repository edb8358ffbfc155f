import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createScratchFolder } from '../../action-tests/tools/cleanup.ts';
import { listFiles, listProblems, root } from '../project.ts';
import { readDocumentedBlocks } from './blocks.ts';
import { extractMessages } from './source-messages.ts';

/** Pages for people. READMEs of actions and docs/actions.md have the descriptions of every action.yml. */
const PAGES =
  /^(README|CONTRIBUTING|SECURITY|CHANGELOG|(docs|docs\/guides|docs\/decisions|actions\/[^/]+|examples|packages\/[^/]+)\/[^/]+)\.md$/;
/** Sources whose messages users read. */
const SOURCES = /^(src|actions|sandbox|packages)\/(?!.*(\.test\.ts$|\/testing\/)).*\.ts$/;

/**
 * Checks the terms of all pages, of the descriptions in every action.yml, of the messages that pages quote, and of the
 * messages in the sources, with textlint and the list of terms in `.textlintrc.json`.
 * @returns errors with file and line.
 */
export async function findProseProblems(): Promise<string[]> {
  using scratch = createScratchFolder(resolve(root, '.cache/prose-'));
  const folder = scratch.path;
  const write = (name: string, text: string): string => {
    const path = join(folder, `${name.replaceAll('/', '-')}.txt`);
    writeFileSync(path, text);
    return path;
  };
  // textlint skips code blocks and TypeScript, so the messages in them are checked as text files.
  const quoted = readDocumentedBlocks('text').map(({ file, line, text }) =>
    write(`${file}-line-${line}`, text),
  );
  const messages = listFiles(SOURCES).flatMap((file) => {
    const text = extractMessages(readFileSync(resolve(root, file), 'utf8'));
    return text.trim() === '' ? [] : [write(file, text)];
  });
  return await listProblems('textlint', [...listFiles(PAGES), ...quoted, ...messages]);
}
