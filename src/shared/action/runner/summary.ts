import { writeFileSync } from 'node:fs';
import { fitMarkdown } from './fit-markdown.ts';

/** The runner's limit for the summary of a step, in bytes; it discards a larger one entirely. */
const MAX_BYTES = 1024 * 1024;
const TRUNCATION_NOTE = '*(Truncated at the size limit of a job summary.)*';

/** The step's section of the job summary. Parts are Markdown, already escaped (see `markdown.ts`). */
export class Summary {
  readonly #parts: string[] = [];

  /** Adds a paragraph, a list or a table. */
  add(markdown: string): void {
    this.#parts.push(markdown);
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** The parts added so far. */
  get parts(): readonly string[] {
    return this.#parts;
  }

  /** Writes the parts under one heading; does nothing without `GITHUB_STEP_SUMMARY` (old `act`, local runs). */
  write(title: string): void {
    const file = process.env['GITHUB_STEP_SUMMARY'];
    if (this.isEmpty || !file) return;
    const options = {
      limit: MAX_BYTES - 1,
      size: (text: string) => Buffer.byteLength(text),
      note: TRUNCATION_NOTE,
    };
    writeFileSync(file, `${fitMarkdown([`### ${title}`, ...this.#parts], options)}\n`);
  }
}
