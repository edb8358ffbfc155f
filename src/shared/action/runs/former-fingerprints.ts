import {
  type CallOptions,
  ForbiddenError,
  type Job,
  NotFoundError,
  type Provena,
} from '../../client/index.ts';
import { getField, getTextField, isMapping } from '../../client/mapping.ts';
import { fetchLaterVersions, getNextVersion } from '../../client/versions.ts';
import { type Json, toPlainJson } from '../../documents/json.ts';
import { FINGERPRINT_FIELD, listRecords } from '../../jobs/record-identity.ts';
import { createRecordFingerprint } from './record-fingerprint.ts';
import type { FingerprintedRecord } from './step-records.ts';

/** The templates of a step, by their earlier versions in records that earlier attempts sent. */
export type TemplateVersions = ReadonlyMap<string, string>;

/** The records of a step, compared with what earlier attempts sent. */
export interface ComparedRecords {
  readonly records: readonly FingerprintedRecord[];
  /** Those that no job covers with their fingerprint; of equal records, as many as there are too few jobs. */
  readonly unsent: readonly FingerprintedRecord[];
}

/**
 * Finds records that were sent with another fingerprint, although they have the content of a record of this step: earlier
 * versions computed fingerprints in another way, or a template has a new version.
 * @param jobs of earlier attempts.
 * @returns the fingerprints of the records of this step, by those with which they were sent.
 */
export function findFormerFingerprints(
  { records, unsent }: ComparedRecords,
  jobs: readonly Job[],
  templateVersions: TemplateVersions = new Map(),
): ReadonlyMap<string, string> {
  if (unsent.length === 0) return new Map();
  const fieldLists = new Map(unsent.map(({ defaultFields = [] }) => [defaultFields.join(), defaultFields]));
  const contents = new Map(
    unsent.map(({ record, fingerprint, defaultFields }) => [
      identifyContent(toPlainJson(record), defaultFields),
      fingerprint,
    ]),
  );
  const found = new Map<string, string>();
  for (const [fingerprint, record] of listFormerRecords(records, jobs)) {
    const content = replaceTemplates(record, (id) => templateVersions.get(id) ?? id);
    for (const fields of fieldLists.values()) {
      const current = contents.get(identifyContent(content, fields));
      if (current !== undefined) found.set(fingerprint, current);
    }
  }
  return found;
}

/**
 * Finds the templates that have a new version since an earlier attempt: `register-item` outputs the handle of the latest
 * version, so that a re-run names another one.
 * @param jobs of earlier attempts.
 */
export async function findTemplateVersions(
  { records, unsent }: ComparedRecords,
  jobs: readonly Job[],
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<TemplateVersions> {
  const versions = new Map<string, string>();
  const former = unsent.length === 0 ? [] : [...listFormerRecords(records, jobs).values()];
  if (former.length === 0) return versions;
  const templates = listTemplates(unsent.values().map(({ record }) => record));
  const fetch = async (id: string) => (await registry.general.fetch(id, call)).item;
  for (const id of listTemplates(former)) {
    if (templates.has(id)) continue;
    const later = await fetch(id)
      .then((template) => fetchLaterVersions(template, getNextVersion, fetch))
      .catch((error: unknown) => {
        // The versions of a template that was deleted, or is not readable, are unknown.
        if (error instanceof NotFoundError || error instanceof ForbiddenError) return [];
        throw error;
      });
    const version = later.find((template) => templates.has(template.id));
    if (version) versions.set(id, version.id);
  }
  return versions;
}

/** The handles of the templates of records. */
export function listTemplates(records: Iterable<unknown>): Set<string> {
  const ids = new Set<string>();
  for (const record of records) replaceTemplates(record, (id) => ids.add(id));
  return ids;
}

/** Replaces the handles of the templates of a record: those of the run, and of its inputs and outputs. */
function replaceTemplates(record: unknown, replace: (id: string) => unknown): Json {
  return JSON.parse(JSON.stringify(record), (field, value) =>
    /^(?:workflow|dataset)_template_id$/.test(field) ? replace(String(value)) : value,
  );
}

/** The records that earlier attempts sent with a fingerprint that no record of the step has, by this fingerprint. */
function listFormerRecords(
  records: readonly FingerprintedRecord[],
  jobs: readonly Job[],
): ReadonlyMap<string, Json> {
  const former = new Map<string, Json>();
  for (const record of jobs.flatMap(listRecords)) {
    const fingerprint = getTextField(getField(record, 'annotations'), FINGERPRINT_FIELD);
    // Parsed from the JSON of a response.
    if (fingerprint !== undefined) former.set(fingerprint, record as Json);
  }
  for (const { fingerprint } of records) former.delete(fingerprint);
  return former;
}

/** Identifies a record by its content, without fields whose values differ in each execution. */
function identifyContent(record: Json, defaultFields: readonly string[] = []): string {
  const nulls = Object.fromEntries(defaultFields.map((field) => [field, null]));
  const content = isMapping(record) ? { ...record, ...nulls } : record;
  return `${defaultFields.join()} ${createRecordFingerprint(content)}`;
}
