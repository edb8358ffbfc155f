import { writeFileSync } from 'node:fs';
import { fitMarkdown } from './fit-markdown.ts';

/** Bytes that one step's summary may have; the runner drops a larger one whole. */
const MAX_BYTES = 1024 * 1024;
const TRUNCATION_NOTE = '*(The rest does not fit into a job summary.)*';

/**
 * The step's section of the job summary. Parts are Markdown, already safe (see `markdown.ts`), and are written as they
 * come, so that a step that fails later leaves what was true before.
 */
export class Summary {
  readonly #parts: string[] = [];

  /** Adds a paragraph, a list or a table. */
  add(markdown: string): void {
    this.#parts.push(markdown);
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** What was added so far. */
  get parts(): readonly string[] {
    return this.#parts;
  }

  /** Writes what was added under one heading; does nothing where the runner has no summary (`act` of old, a laptop). */
  write(title: string): void {
    const file = process.env['GITHUB_STEP_SUMMARY'];
    if (this.isEmpty || !file) return;
    const room = {
      room: MAX_BYTES - 1,
      size: (text: string) => Buffer.byteLength(text),
      note: TRUNCATION_NOTE,
    };
    writeFileSync(file, `${fitMarkdown([`### ${title}`, ...this.#parts], room)}\n`);
  }
}
