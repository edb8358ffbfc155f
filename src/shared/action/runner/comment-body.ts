import { fitMarkdown } from './fit-markdown.ts';
import { escapeMarkdown } from './markdown.ts';

/** What one step has to say. */
export interface CommentSection {
  /** Job, step and leg of a matrix. */
  readonly key: string;
  readonly title: string;
  readonly markdown: string;
}

/** The content of a workflow's comment: sections of steps, all of one attempt of one run. */
export interface CommentBody {
  readonly runKey: string;
  readonly sections: readonly CommentSection[];
}

/** Characters that a comment may have on GitHub. */
const MAX_CHARACTERS = 65_536;

/** Characters of it that one step may take, so that there is room for others. */
const MAX_SECTION_CHARACTERS = 30_000;
const TRUNCATION_NOTE = '*(The rest is in the summary of the run.)*';

/** What a step has to say, as far as one of several sections can hold it. */
export function formatSection(parts: readonly string[]): string {
  return fitMarkdown(parts, {
    room: MAX_SECTION_CHARACTERS,
    size: (text) => text.length,
    note: TRUNCATION_NOTE,
  });
}

/** What a workflow's comment starts with; invisible to people. */
export function formatMarker(workflow: string): string {
  return `<!-- provena-actions ${encodeURIComponent(workflow).replaceAll('-', '%2D')} -->`;
}

const BLOCK = /<!-- run (\S+) -->|<!-- begin (\S+) -->\n### (.*)\n\n([\s\S]*?)\n<!-- end \2 -->/g;

/** The content of a comment that was written before. */
export function parseCommentBody(body: string): CommentBody {
  let run = '';
  const sections: CommentSection[] = [];
  for (const [, id, key, title = '', markdown = ''] of body.matchAll(BLOCK)) {
    if (id !== undefined) run = id;
    else if (key !== undefined) sections.push({ key: decodeURIComponent(key), title, markdown });
  }
  return { runKey: run, sections };
}

/** The content with a step's section in it; what another run has said is dropped. */
export function replaceSection(
  { runKey: run, sections }: CommentBody,
  ofRun: string,
  section: CommentSection,
): CommentBody {
  const kept = run === ofRun ? sections.filter(({ key }) => key !== section.key) : [];
  return {
    runKey: ofRun,
    sections: [...kept, section].sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true })),
  };
}

/** The comment's text. Sections that do not fit any more are named only. */
export function formatCommentBody(
  marker: string,
  workflow: string,
  { runKey: run, sections }: CommentBody,
): string {
  let text = `${marker}\n<!-- run ${run} -->\n## ${escapeMarkdown(workflow)}\n`;
  const left: string[] = [];
  for (const { key, title, markdown } of sections) {
    const name = encodeURIComponent(key).replaceAll('-', '%2D');
    const block = `\n<!-- begin ${name} -->\n### ${title}\n\n${markdown}\n<!-- end ${name} -->\n`;
    if (text.length + block.length > MAX_CHARACTERS - 1000) left.push(escapeMarkdown(key));
    else text += block;
  }
  return left.length === 0
    ? text
    : `${text}\nNot shown, for lack of room: ${left.slice(0, 20).join(', ')}.\n`;
}
