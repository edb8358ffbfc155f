import * as z from 'zod/mini';
import type { ModelRunRecord } from '../client/index.ts';
import { ModelRunDocument } from './kinds/model-run.ts';
import { type DocumentInputs, loadDocument } from './load.ts';
import { UserError } from './problem.ts';
import { validate } from './validate.ts';

export interface ModelRuns {
  readonly records: readonly ModelRunRecord[];
  /** True when a list was written, even of one: it is registered as a batch. */
  readonly isBatch: boolean;
}

const List = z.array(ModelRunDocument).check(z.minLength(1));

/**
 * The model runs that the inputs describe.
 * @throws UserError with every problem of every record.
 */
export async function loadModelRuns(inputs: DocumentInputs): Promise<ModelRuns> {
  const source = await loadDocument(inputs);
  if (!source)
    throw new UserError(
      `no model run: give input ${inputs.inline?.input}, input ${inputs.file?.input}, or both`,
    );
  if (Array.isArray(source.value)) return { records: validate(source, List), isBatch: true };
  return { records: [validate(source, ModelRunDocument)], isBatch: false };
}
