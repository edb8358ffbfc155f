import type { Deps } from '../../src/shared/action/index.ts';
import {
  type Decision,
  fetchRelease,
  getDecision,
  type Release,
} from '../../src/shared/action/releases/release.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { getFirstLine } from '../../src/shared/client/error-message.ts';
import type { Provena } from '../../src/shared/client/index.ts';
import { formatDuration } from '../../src/shared/format-duration.ts';
import { systemClock } from '../../src/shared/jobs/clock.ts';
import { isTransient } from '../../src/shared/jobs/reader.ts';
import { addJitter, getNextDelay, type Pace } from '../../src/shared/jobs/schedule.ts';

/** People decide within minutes or days, not seconds. */
const PACE: Pace = { quickest: 500, slowest: 30_000 };

/**
 * Waits until the request at `index` of the history is decided. Failures of the server and the network do not end the
 * wait.
 * @throws StepFailedError when the timeout has elapsed
 */
export async function awaitDecision(
  { datasetId, name }: Release,
  index: number,
  timeoutSeconds: number,
  provena: Provena,
  { log, signal }: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<Decision> {
  const start = systemClock.now();
  const end = start + timeoutSeconds * 1000;
  for (let idleRounds = 0; ; idleRounds++) {
    const release = await fetchRelease(datasetId, provena, { signal }).catch((error: unknown) => {
      if (!isTransient(error)) throw error;
      log.info(`The dataset could not be read; waiting continues: ${getFirstLine(error)}`);
    });
    const decision = release && getDecision(release, index);
    if (decision && decision.decision !== 'pending') return decision;
    const now = systemClock.now();
    if (now >= end)
      throw new StepFailedError(
        `there is no decision on the release of dataset ${datasetId} after ${formatDuration(timeoutSeconds * 1000)}`,
        {
          advice:
            'The request stays with the reviewer. To wait longer, re-run the job: it finds the request and does not send another one.',
          anchor: 'release-undecided',
        },
      );
    if (idleRounds === 0) log.info(`Waiting for the decision on the release of ${name} (${datasetId}).`);
    const round = { idleRounds, open: 1, finished: 0, elapsedMs: now - start };
    const delay = addJitter(getNextDelay(round, PACE));
    await systemClock.sleep(Math.min(delay, end - now), signal);
    signal.throwIfAborted();
  }
}
