import { kindWord } from '../../src/shared/action/inputs/kind-field.ts';
import type { CallOptions, Provena, ReportRequest } from '../../src/shared/client/index.ts';
import { UserError } from '../../src/shared/spec/problem.ts';

/** What a report can be made of. */
export interface ReportSubject {
  readonly id: string;
  readonly subtype: ReportRequest['item_subtype'];
  readonly name: string;
}

const REPORT_SUBTYPES = ['MODEL_RUN', 'STUDY'] as const;

/**
 * The model run or study of a handle.
 * @throws UserError when it is of another kind, or so far only a seed; NotFoundError or ForbiddenError from the server.
 */
export async function fetchReportSubject(
  id: string,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<ReportSubject> {
  const { item } = await registry.general.fetch(id, call);
  const { item_subtype, record_type, display_name } = item;
  const subtype = REPORT_SUBTYPES.find((known) => known === item_subtype);
  if (!subtype)
    throw new UserError(
      `input id: ${id} is a ${kindWord(item_subtype)}; reports are made of a model-run or a study`,
    );
  if (record_type === 'SEED_ITEM')
    throw new UserError(`input id: ${id} is so far only a seed, with nothing in it to report on`);
  return { id, subtype, name: display_name ?? id };
}

const MAX_NAME_LENGTH = 100;

/** A file name made of an item's: no folders, nothing that a file system refuses. */
export function toFileName(name: string, extension: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. -]+/, '')
    .slice(0, MAX_NAME_LENGTH)
    .replace(/[. ]+$/, '');
  return `${plain || 'report'}.${extension}`;
}
