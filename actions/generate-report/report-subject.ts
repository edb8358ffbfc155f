import type { CallOptions, Provena, ReportRequest } from '../../src/shared/client/index.ts';
import { normalizeKind } from '../../src/shared/client/model/normalize-kind.ts';
import { UserError } from '../../src/shared/documents/problem.ts';

const REPORT_SUBTYPES = ['MODEL_RUN', 'STUDY'] as const satisfies ReportRequest['item_subtype'][];

/**
 * Fetches a model run or study.
 * @throws UserError when the item is of another kind or a seed; NotFoundError or ForbiddenError from the server.
 */
export async function fetchReportSubject(
  id: string,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
) {
  const { item } = await registry.general.fetch(id, call);
  const { item_subtype, record_type, display_name } = item;
  const subtype = REPORT_SUBTYPES.find((known) => known === item_subtype);
  if (!subtype)
    throw new UserError(
      `input id: ${id} is of kind ${normalizeKind(item_subtype)}; expected a model-run or a study`,
    );
  if (record_type === 'SEED_ITEM')
    throw new UserError(`input id: ${id} is a seed item, which has no content to report on`);
  return { id, subtype, name: display_name ?? id };
}

/** File systems limit the name of a file to 255 bytes. */
const MAX_NAME_BYTES = 100;

/** Converts an item name to a valid file name without folders. */
export function toFileName(name: string, extension: string): string {
  const cleaned = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. -]+/, '');
  const bytes = new TextEncoder().encode(cleaned).subarray(0, MAX_NAME_BYTES);
  // With `stream`, the decoder omits a character of which the last bytes are missing.
  const shortened = new TextDecoder().decode(bytes, { stream: true }).replace(/[. ]+$/, '');
  return `${shortened || 'report'}.${extension}`;
}
