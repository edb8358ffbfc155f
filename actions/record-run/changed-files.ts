import type { Log } from '../../src/shared/action/runner/log/log.ts';
import type { Registration } from '../../src/shared/action/runs/registration.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { Progress } from './progress.ts';
import type { FileDifferences } from './upload-dataset-files.ts';

/** Runs of other steps may have read or written the files of a dataset that this step does not mint. */
export function reportReplacedFiles(datasetId: string, { replaced }: FileDifferences, log: Log): void {
  if (replaced === 0) return;
  log.notice(
    `Replaced ${formatCount(replaced, 'file')} of dataset ${datasetId}. Model runs that were registered before refer to the earlier content. To keep it, use other file names or a new version of the dataset.`,
  );
}

/** Warns about datasets with files from another execution than the one that their runs record. */
export function warnAboutChangedFiles(
  { reused, formerRecords, fingerprints }: Registration,
  progress: Progress,
  log: Log,
): void {
  const isAllReused = reused === fingerprints.length;
  // After a run is registered, its dataset can get files of other steps.
  if (!isAllReused) warnAboutOtherFiles(progress, log);
  if (reused === 0) {
    if (formerRecords > 0) warnAboutFormerRuns(formerRecords, progress, log);
    return;
  }
  const replaced = listDatasetIds(progress, (differences) => differences.replaced > 0);
  // New files can belong to new runs, if there are any.
  const changed = isAllReused
    ? listDatasetIds(progress, (differences) => differences.added + differences.replaced > 0)
    : replaced;
  if (changed.length === 0) return;
  const verb = changed.length === replaced.length ? 'replaced' : 'added or replaced';
  log.warning(
    `Files of ${changed.join(', ')} were ${verb}, but ${reused} of ${formatCount(fingerprints.length, 'model run')} had been registered earlier, with the start and end of that execution. To record the new results, start a new workflow run, with another idempotency-key if you set one.`,
  );
}

/** Warns when datasets of runs that earlier attempts registered with other records get the files of this execution. */
function warnAboutFormerRuns(count: number, { datasetIds, reused, uploads }: Progress, log: Log): void {
  const changed = [...reused].filter((id) => {
    const { added = 0, replaced = 0 } = uploads.get(id) ?? {};
    return added + replaced > 0;
  });
  if (changed.length === 0) return;
  const ids = changed.map((id) => datasetIds.get(id)).join(', ');
  log.warning(
    `Files of ${ids} were added or replaced, but ${formatCount(count, 'model run')} of earlier attempts, whose record differs, may refer to the earlier files. To record the new results in a dataset of their own, start a new workflow run, with another idempotency-key if you set one.`,
  );
}

/** A dataset that an earlier attempt minted can have files which the command did not write again. */
function warnAboutOtherFiles({ datasetIds, reused, uploads }: Progress, log: Log): void {
  for (const id of reused) {
    const others = uploads.get(id)?.others;
    if (!others) continue;
    const [example, pronoun] =
      others.count === 1 ? [`: ${others.example}`, 'it'] : [`, such as ${others.example}`, 'them'];
    log.warning(
      `Dataset ${datasetIds.get(id)} also has ${formatCount(others.count, 'file')} that this execution did not write${example}. An earlier attempt may have uploaded ${pronoun}. To delete ${pronoun}, use upload-data with delete-missing: true.`,
    );
  }
}

/** The handles of the datasets whose differences match, each once. */
function listDatasetIds(
  { datasetIds, uploads }: Progress,
  matches: (differences: FileDifferences) => boolean,
): string[] {
  const changed = [...uploads].filter(([, differences]) => matches(differences));
  return [...new Set(changed.flatMap(([id]) => datasetIds.get(id) ?? []))];
}
