import { readFile } from 'node:fs/promises';
import { startJob } from '../../action-tests/black-box/test-job.ts';
import { registerSweep } from '../../action-tests/page/sample-contents.ts';
import { ApiClient } from '../../sandbox/testing/sandbox-support.ts';

const SIZES = [3, 30, 300, 3000];

/** Runs `explore-lineage` on parameter sweeps of several sizes. @returns job summaries and SVG documents, by name. */
export async function collectLineagePictures() {
  const { sandbox, runner, stop } = await startJob();
  const summaries: Record<string, string> = {};
  const svgs: Record<string, string> = {};
  try {
    for (const runs of SIZES) {
      const id = await registerSweep(new ApiClient(sandbox, 'modeller'), sandbox, runs);
      const step = await runner.runStep('explore-lineage', {
        with: { id, depth: '2', direction: 'both', svg: `lineage-${runs}.svg` },
      });
      if (step.summary === '') throw new Error(`explore-lineage wrote no summary:\n${step.log}`);
      summaries[`lineage-${runs}-runs`] = step.summary;
      svgs[`lineage-${runs}-runs`] = await readFile(step.outputs['svg'] ?? '', 'utf8');
    }
    return { summaries, svgs };
  } finally {
    await stop();
  }
}
