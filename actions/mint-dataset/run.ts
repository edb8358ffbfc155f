import { parseDatasetDocument } from '../../src/shared/action/datasets/dataset-document.ts';
import {
  formatMinted,
  mintDataset,
  type PreparedDataset,
  prepareDataset,
} from '../../src/shared/action/datasets/mint-dataset.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { escapeMarkdown, formatLink, formatRow } from '../../src/shared/action/runner/markdown/markdown.ts';
import { awaitSessions } from '../../src/shared/action/waiting/await-sessions.ts';
import { createRunMetadata } from '../../src/shared/action/workflow-run/run-metadata.ts';
import type { Provena } from '../../src/shared/client/index.ts';
import { missingInputMessage, UserError } from '../../src/shared/documents/problem.ts';
import { loadDocument } from '../../src/shared/documents/text/load.ts';
import { locateServerError } from '../../src/shared/documents/validation/server-problems.ts';
import type { Inputs, OutputName } from './inputs.ts';

/**
 * Mints the dataset that the metadata describes. Sets its outputs before it waits, so that a failure of the wait keeps
 * them.
 */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const source = await loadDocument({
    inline: { input: 'metadata', text: inputs.metadata },
    file: { input: 'metadata-file', path: inputs['metadata-file'] },
    workspace: deps.workspace,
  });
  if (!source) throw new UserError(missingInputMessage('metadata', 'metadata', 'metadata-file'));
  const document = parseDatasetDocument(source, deps.log);
  const { provena, pages } = await deps.connect();
  const dataset = await prepareDataset(document, {
    provena,
    inputs,
    runMetadata: await createRunMetadata(inputs, deps),
    deps,
    onPartialFailure: (handle) => deps.setOutputs({ 'dataset-id': handle }),
    isDryRun: inputs['validate-only'],
  });
  if (inputs['validate-only']) return validateOnly(dataset, provena, deps);
  const outcome = await mintDataset(dataset);
  const { minted, reused } = outcome;
  const url = pages.handle(minted.handle);
  const session = minted.register_create_activity_session_id;
  deps.setOutputs({
    'dataset-id': minted.handle,
    'handle-url': url,
    's3-uri': minted.s3_location.s3_uri,
    bucket: minted.s3_location.bucket_name,
    prefix: minted.s3_location.path,
    'session-id': session ?? '',
    reused,
  });
  deps.log.notice(formatMinted(outcome, url));
  deps.summary.add(
    formatRow({
      dataset: escapeMarkdown(dataset.metadata.dataset_info.name),
      handle: formatLink(minted.handle, pages.dataset(minted.handle)),
      location: escapeMarkdown(minted.s3_location.s3_uri),
    }),
  );
  if (inputs.wait && session)
    await awaitSessions({ sessions: [session], follow: true, timeoutSeconds: inputs.timeout }, provena, deps);
}

async function validateOnly(
  dataset: PreparedDataset,
  provena: Provena,
  { log, summary, signal }: Deps<OutputName>,
): Promise<void> {
  const { document, metadata } = dataset;
  await provena.datastore.validateDatasetMetadata(metadata, { signal }).catch((error: unknown) => {
    throw locateServerError(error, document.source);
  });
  const { name } = metadata.dataset_info;
  log.info('The metadata is valid; nothing was minted.');
  summary.add(`The metadata of ${escapeMarkdown(name)} is valid. Nothing was minted.`);
}
