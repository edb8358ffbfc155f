import { getValueAt, type Json } from '../../documents/json.ts';
import { encodePath } from '../handle-url.ts';
import { readText, readTime, readUrl } from '../lineage-records.ts';
import type { Crate, Description, Reference } from './crate.ts';

/** A file of a dataset, as a manifest has it. */
export interface PackedFile {
  /** The name below the dataset's folder, with `/` between folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256?: string | undefined;
  /** Base64. */
  readonly crc32?: string | undefined;
}

export interface PackedFiles {
  readonly files: readonly PackedFile[];
  /** Path in the crate of the folder with the files; undefined if they are not part of the crate. */
  readonly folder?: string | undefined;
}

/** A dataset at its handle, with its licence, the people and organisations behind it, and the files that are known. */
export function describeDataset(id: string, crate: Crate, packed: PackedFiles | undefined): Description {
  const item = crate.getItem(id);
  const info = getValueAt(item, ['collection_format', 'dataset_info']) ?? {};
  const url = crate.refer(id)['@id'];
  const license = readUrl(info, 'license');
  const related = (subtype: string, ...path: string[]) => {
    const handle = readText(item, 'collection_format', ...path);
    return handle === undefined ? undefined : crate.refer(handle, subtype);
  };
  return {
    '@type': 'Dataset',
    url,
    description: readText(info, 'description') ?? crate.describeUnreadable(id),
    license: license === undefined ? undefined : addLicense(license, crate),
    publisher: related('ORGANISATION', 'dataset_info', 'publisher_id'),
    sourceOrganization: related('ORGANISATION', 'associations', 'organisation_id'),
    maintainer: related('PERSON', 'associations', 'data_custodian_id'),
    creator: crate.referToRelated(id, 'source', 'wasAttributedTo'),
    dateCreated: readText(info, 'created_date', 'value') ?? readTime(item, 'created_timestamp'),
    dateModified: readTime(item, 'updated_timestamp'),
    datePublished: readText(info, 'published_date', 'value'),
    version: readVersion(item),
    keywords: readList(info, 'keywords'),
    temporalCoverage: formatPeriod(info),
    creditText: readText(info, 'preferred_citation'),
    usageInfo: readText(info, 'usage_limitations'),
    exampleOfWork: crate.referToRelated(id, 'source', 'wasInfluencedBy', 'DATASET_TEMPLATE'),
    hasPart: packed?.files.map((file) => addFile(file, packed.folder, url, crate)),
  };
}

/** A licence is an entity of its own. */
export function addLicense(url: string, crate: Crate): Reference {
  return crate.add(url, 'CreativeWork', {
    name: url,
    description: 'Licence. Its terms are at this address.',
  });
}

/** A file in the crate is identified by its path, one that is only known by the dataset's URL and its name. */
function addFile(file: PackedFile, folder: string | undefined, dataset: string, crate: Crate): Reference {
  const path = encodePath(file.name);
  const id = folder === undefined ? `${dataset}#${path}` : `${encodeURI(folder)}/${path}`;
  return crate.add(id, 'File', {
    name: file.name,
    contentSize: String(file.size),
    sha256: file.sha256,
    ...(file.crc32 === undefined ? {} : { crc32: file.crc32 }),
  });
}

export function readVersion(item: Json): string | undefined {
  const version = getValueAt(item, ['versioning_info', 'version']);
  return typeof version === 'number' ? String(version) : undefined;
}

function readList(info: Json, field: string): Json | undefined {
  const value = getValueAt(info, [field]);
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : undefined;
}

function formatPeriod(info: Json): string | undefined {
  const begin = readText(info, 'temporal_info', 'duration', 'begin_date');
  const end = readText(info, 'temporal_info', 'duration', 'end_date');
  return begin === undefined || end === undefined ? undefined : `${begin}/${end}`;
}
