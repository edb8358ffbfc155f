import { appendFileSync, statSync } from 'node:fs';
import { fitMarkdown } from './fit-markdown.ts';

/** The runner's limit for the summary of a step, in bytes; it discards a larger one entirely. */
const MAX_BYTES = 1024 * 1024;
const TRUNCATION_NOTE = '*(Truncated at the size limit of a job summary.)*';

/** The step's section of the job summary. Parts are Markdown, already escaped (see `markdown.ts`). */
export class Summary {
  readonly #parts: string[] = [];

  /** Adds a paragraph, a list or a table; ignores an empty one. */
  add(markdown: string): void {
    if (markdown !== '') this.#parts.push(markdown);
  }

  get parts(): readonly string[] {
    return this.#parts;
  }

  /**
   * Writes the parts under one heading, below what a command of the step has written; does nothing without
   * `GITHUB_STEP_SUMMARY` (old `act`, local runs).
   * @throws Error when the file cannot be written, or has no room left.
   */
  write(title: string): void {
    const file = process.env['GITHUB_STEP_SUMMARY'];
    if (this.#parts.length === 0 || !file) return;
    const used = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const separator = used > 0 ? '\n\n' : '';
    const options = {
      limit: MAX_BYTES - used - separator.length - 1,
      size: (text: string) => Buffer.byteLength(text),
      note: TRUNCATION_NOTE,
    };
    const text = `${separator}${fitMarkdown([`### ${title}`, ...this.#parts], options)}\n`;
    if (used + Buffer.byteLength(text) > MAX_BYTES)
      throw new Error(`the command of the step has used ${used} of its ${MAX_BYTES} bytes`);
    appendFileSync(file, text);
  }
}
