import type { Provena } from '../client/index.ts';
import { fetchLineage } from './fetch-lineage.ts';
import { HANDLE_PROXY } from './handle-url.ts';
import { type LineageRecords, listUnreadable, type UnreadableItem } from './lineage-records.ts';
import { createProvDocument } from './prov/create-prov-document.ts';
import { formatProvJson } from './prov/prov-json.ts';
import { formatProvN } from './prov/prov-n.ts';
import { type LineageQuery, listDirections } from './query-lineage.ts';
import { type CrateOptions, createRoCrate, type RoCrate } from './ro-crate/create-ro-crate.ts';

export type LineageFormat = 'prov-json' | 'prov-n' | 'ro-crate';

export interface LineageExportOptions
  extends Omit<LineageQuery, 'directions' | 'depth'>,
    Partial<CrateOptions> {
  readonly format: LineageFormat;
  /** Default `upstream`. */
  readonly direction?: 'upstream' | 'downstream' | 'both' | undefined;
  /** Steps from the item, 1 to 10. Default 3. */
  readonly depth?: number | undefined;
}

/** A lineage in a standard format. */
export interface LineageExport {
  readonly nodeCount: number;
  readonly linkCount: number;
  /** Items that are in the export without their content, because the user cannot read them. */
  readonly unreadable: readonly UnreadableItem[];
  /** Text of the files by path: `lineage.json`, `lineage.provn`, or the files of the crate. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Exports the lineage of an item. Fetches each item of the graph with one request, and writes nothing to disk.
 * @throws NotFoundError if the registry does not have the item.
 */
export async function exportLineage(
  provena: Pick<Provena, 'prov' | 'registry'>,
  { direction = 'upstream', depth = 3, format, ...options }: LineageExportOptions,
): Promise<LineageExport> {
  const { id, only, signal } = options;
  const directions = listDirections(direction);
  const records = await fetchLineage({ id, only, depth, signal, directions }, provena);
  return {
    nodeCount: records.nodes.length,
    linkCount: records.links.length,
    unreadable: listUnreadable(records),
    files: formatLineage(records, format, {
      ...options,
      handleProxy: options.handleProxy ?? HANDLE_PROXY,
      publishedAt: options.publishedAt ?? new Date(),
    }).files,
  };
}

/** Formats a lineage. @returns its files, the name of the format, and the profile of a crate. */
export function formatLineage(
  records: LineageRecords,
  format: LineageFormat,
  options: CrateOptions,
): Pick<LineageExport, 'files'> & { readonly title: string; readonly profile?: RoCrate['profile'] } {
  if (format === 'ro-crate') {
    const { files, profile, version } = createRoCrate(records, options);
    return { files, profile, title: `RO-Crate ${version}` };
  }
  const document = createProvDocument(records, options.handleProxy);
  return format === 'prov-json'
    ? { files: new Map([['lineage.json', formatProvJson(document)]]), title: 'PROV-JSON' }
    : { files: new Map([['lineage.provn', formatProvN(document)]]), title: 'PROV-N' };
}
