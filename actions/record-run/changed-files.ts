import type { Log } from '../../src/shared/action/runner/log/log.ts';
import type { Registration } from '../../src/shared/action/runs/registration.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { listHandles, type RunDataset } from './run-dataset.ts';

/** Runs of other steps may have read or written the files of a dataset that this step does not mint. */
export function reportReplacedFiles({ datasetId, upload }: RunDataset, log: Log): void {
  if (!upload?.replaced) return;
  log.notice(
    `Replaced ${formatCount(upload.replaced, 'file')} of dataset ${datasetId}. Model runs that were registered before refer to the earlier content. To keep it, use other file names or a new version of the dataset.`,
  );
}

/** Warns about datasets with files from another execution than the one that their runs record. */
export function warnAboutChangedFiles(
  { reused, formerRecords, fingerprints }: Registration,
  datasets: readonly RunDataset[],
  log: Log,
): void {
  const isAllReused = reused === fingerprints.length;
  const isReplaced = ({ upload }: RunDataset): boolean => upload !== undefined && upload.replaced > 0;
  const isChanged = (dataset: RunDataset): boolean => isReplaced(dataset) || (dataset.upload?.added ?? 0) > 0;
  // After a run is registered, its dataset can get files of other steps.
  if (!isAllReused) warnAboutOtherFiles(datasets, log);
  if (reused === 0) {
    // Runs that earlier attempts registered with other records.
    const ids = listHandles(datasets.filter((dataset) => dataset.isReused && isChanged(dataset)));
    if (formerRecords > 0 && ids.length > 0)
      log.warning(
        `Files of ${ids.join(', ')} were added or replaced, but ${formatCount(formerRecords, 'model run')} of earlier attempts, whose record differs, may refer to the earlier files. To record the new results in a dataset of their own, start a new workflow run, with another idempotency-key if you set one.`,
      );
    return;
  }
  const replaced = listHandles(datasets.filter(isReplaced));
  // New files can belong to new runs, if there are any.
  const changed = isAllReused ? listHandles(datasets.filter(isChanged)) : replaced;
  if (changed.length === 0) return;
  const verb = changed.length === replaced.length ? 'replaced' : 'added or replaced';
  log.warning(
    `Files of ${changed.join(', ')} were ${verb}, but ${reused} of ${formatCount(fingerprints.length, 'model run')} had been registered earlier, with the start and end of that execution. To record the new results, start a new workflow run, with another idempotency-key if you set one.`,
  );
}

/** A dataset that an earlier attempt minted can have files which the command did not write again. */
function warnAboutOtherFiles(datasets: readonly RunDataset[], log: Log): void {
  for (const { datasetId, upload } of datasets) {
    const others = upload?.others;
    if (!others) continue;
    const [example, pronoun] =
      others.count === 1 ? [`: ${others.example}`, 'it'] : [`, such as ${others.example}`, 'them'];
    log.warning(
      `Dataset ${datasetId} also has ${formatCount(others.count, 'file')} that this execution did not write${example}. An earlier attempt may have uploaded ${pronoun}. To delete ${pronoun}, use upload-data with delete-missing: true.`,
    );
  }
}
