import { summary } from '@actions/core';

/** Replaces what the step has written to the job summary. */
export async function writeSummary(markdown: string): Promise<void> {
  await summary.addRaw(markdown).write({ overwrite: true });
}
