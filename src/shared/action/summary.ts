import * as core from '@actions/core';

/** Bytes that one step's summary may have; the runner drops a larger one whole. */
const MAX_BYTES = 1024 * 1024;
const CUT = '\n\n*(The rest does not fit into a job summary.)*\n';

/**
 * The step's section of the job summary. Parts are Markdown, already safe (see `markdown.ts`), and are written as they
 * come, so that a step that fails later leaves what was true before.
 */
export class Summary {
  #parts: string[] = [];

  /** Adds a paragraph, a list or a table. */
  add(markdown: string): void {
    this.#parts.push(markdown);
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** What was added so far. */
  get markdown(): string {
    return this.#parts.join('\n\n');
  }

  /** Writes what was added under one heading; does nothing where the runner has no summary (`act` of old, a laptop). */
  async write(title: string): Promise<void> {
    if (this.isEmpty || !process.env['GITHUB_STEP_SUMMARY']) return;
    const text = `### ${title}\n\n${this.markdown}\n`;
    await core.summary.addRaw(fit(text)).write({ overwrite: true });
  }
}

function fit(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MAX_BYTES) return text;
  const kept = bytes.subarray(0, MAX_BYTES - Buffer.byteLength(CUT)).toString();
  return kept.slice(0, kept.lastIndexOf('\n')) + CUT;
}
