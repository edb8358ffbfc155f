import { randomUUID } from 'node:crypto';
import { fitMarkdown } from './fit-markdown.ts';
import { escapeMarkdown } from './markdown.ts';

export interface CommentSection {
  /** Job, step and matrix job, and an id of the execution. */
  readonly key: string;
  readonly title: string;
  /** Undefined for a section that was omitted because of the size limit. */
  readonly markdown: string | undefined;
}

/** The content of a workflow's comment: the sections of the steps of one run, each of the latest attempt of its job. */
export interface CommentBody {
  /** Id of the run; ids of later runs are larger. 0 if there is none. */
  readonly runId: number;
  readonly sections: readonly CommentSection[];
}

/**
 * A key for the section of a step. Steps of a composite action, and jobs of a reusable workflow that is called twice, have
 * the same names, so each execution gets a key of its own. Sections with the same names stay in the order of their steps.
 * @param names job, step and index of the job in its matrix.
 */
export function createSectionKey(
  names: readonly [job: string, step: string, index: string | undefined],
  attempt: string,
): string {
  return `${names.filter(Boolean).join('/')} ${attempt}-${Date.now()}-${randomUUID()}`;
}

/** Whether a section is of an earlier attempt of the job. Jobs that are not run again keep their sections. */
function isSuperseded({ key }: CommentSection, latest: CommentSection): boolean {
  const [one, other] = [parseSectionKey(key), parseSectionKey(latest.key)];
  return one.job === other.job && one.index === other.index && one.attempt < other.attempt;
}

function parseSectionKey(key: string) {
  // The index of a job can contain spaces, for example if it is the name of a region.
  const [, names = key, execution = ''] = /^(.*) (.*)$/s.exec(key) ?? [];
  const [job, , ...index] = names.split('/');
  return { names, job, index: index.join('/'), attempt: Number.parseInt(execution, 10) };
}

/** GitHub's limit for a comment. */
const MAX_CHARACTERS = 65_536;
/** Characters of this limit that are reserved for the names of omitted sections. */
const MAX_OMITTED_CHARACTERS = 4000;

/** Limit for the section of one step, to leave room for others. */
const MAX_SECTION_CHARACTERS = 30_000;
const TRUNCATION_NOTE = '*(Truncated. The summary of the run has the rest.)*';

/** Joins the parts of a section, truncated to the limit of a section. */
export function formatSection(parts: readonly string[]): string {
  return fitMarkdown(parts, {
    limit: MAX_SECTION_CHARACTERS,
    size: (text) => text.length,
    note: TRUNCATION_NOTE,
  });
}

/** The invisible marker at the start of a workflow's comment. */
export function formatMarker(workflow: string): string {
  return `<!-- provena-actions ${encodeURIComponent(workflow).replaceAll('-', '%2D')} -->`;
}

const BLOCK =
  /<!-- run (\S+) -->|<!-- omitted (\S+) -->|<!-- begin (\S+) -->\n### (.*)\n\n([\s\S]*?)\n<!-- end \3 -->/g;

/** Parses the text of an existing comment. A comment that was edited on GitHub's website has CRLF line breaks. */
export function parseCommentBody(body: string): CommentBody {
  let runId = 0;
  const sections: CommentSection[] = [];
  for (const [, id, omitted, key, title = '', markdown] of body.replaceAll('\r\n', '\n').matchAll(BLOCK)) {
    if (id !== undefined) runId = Number.parseInt(id, 10);
    else sections.push({ key: decode(omitted ?? key ?? ''), title, markdown });
  }
  return { runId, sections };
}

/** Decodes a key. Somebody may have changed it on GitHub's website. */
function decode(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/** Adds the section of a step of a run; drops the sections of other runs and of earlier attempts of its job. */
export function addSection(
  { runId, sections }: CommentBody,
  ofRun: number,
  section: CommentSection,
): CommentBody {
  const kept = runId === ofRun ? sections.filter((other) => !isSuperseded(other, section)) : [];
  return {
    runId: ofRun,
    sections: [...kept, section].sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true })),
  };
}

/** Formats the comment. Sections that exceed the limit are listed by name only. */
export function formatCommentBody(
  marker: string,
  workflow: string,
  { runId, sections }: CommentBody,
): string {
  let text = `${marker}\n<!-- run ${runId} -->\n## ${escapeMarkdown(workflow)}\n`;
  const omitted: string[] = [];
  for (const { key, title, markdown } of sections) {
    const name = encodeURIComponent(key).replaceAll('-', '%2D');
    const block = `\n<!-- begin ${name} -->\n### ${title}\n\n${markdown}\n<!-- end ${name} -->\n`;
    if (markdown !== undefined && text.length + block.length <= MAX_CHARACTERS - MAX_OMITTED_CHARACTERS)
      text += block;
    else omitted.push(`<!-- omitted ${name} -->${escapeMarkdown(parseSectionKey(key).names)}`);
  }
  return omitted.length === 0 ? text : `${text}\n${formatOmitted(omitted)}\n`;
}

/** Each name has an invisible marker with the key of the section, so that the next step that writes the comment lists it too. */
function formatOmitted(names: readonly string[]): string {
  let list = '';
  for (const name of names) {
    const longer = list === '' ? name : `${list}, ${name}`;
    if (longer.length > MAX_OMITTED_CHARACTERS - 200) {
      list += ', and others';
      break;
    }
    list = longer;
  }
  return `These sections exceed the size limit and are only in the summary of the run: ${list}.`;
}
