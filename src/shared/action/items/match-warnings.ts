import { formatPath } from '../../client/json/format-path.ts';
import type { Change } from '../../documents/items/difference.ts';
import type { LinkedDocument } from '../../documents/items/references.ts';
import type { Log } from '../runner/log/log.ts';
import { getDocumentName, getRecordedDocument, isOfOtherRepository } from './document-identity.ts';
import type { ItemFinder, ItemMatch } from './item-finder.ts';
import type { MergeResult } from './merge-document.ts';
import { warnAboutUpdate } from './send-update.ts';

interface MergedMatch {
  readonly document: LinkedDocument;
  readonly match: ItemMatch;
  readonly merged: MergeResult;
  /** Whether `if-exists` is `update`. */
  readonly canUpdate: boolean;
}

/** Warns before an existing item is used or updated that may not be the one which the document means. */
export async function reportMatch(merge: MergedMatch, finder: ItemFinder, log: Log): Promise<void> {
  const { document, match, merged, canUpdate } = merge;
  const { item, matchedBy } = match;
  const hasChanges = merged.changes.length > 0;
  if (canUpdate && hasChanges) {
    warnAboutOtherRepository(document, match, finder, log);
    warnAboutUpdate(item, 'To update that one, remove or replace $handle in the document.', log);
    if (matchedBy === 'name') await finder.reportTakenName(document, item, log);
  }
  warnAboutDuplicates(document, match, log);
  if (matchedBy === 'path') log.warning(formatRenaming(merge));
  const file =
    matchedBy !== 'handle' && hasChanges ? await finder.findFileOutsideCheckout(document, item) : undefined;
  if (file !== undefined)
    log.warning(
      `${document.name}: ${item.id} was last described by ${file}, which the sparse checkout of this job leaves out. If that file still has this document, the two files overwrite each other's values: give each document its own $id, or remove one of them.`,
    );
}

function warnAboutOtherRepository(
  document: LinkedDocument,
  { item, matchedBy }: ItemMatch,
  finder: ItemFinder,
  log: Log,
): void {
  const identity = finder.identify(document);
  if (!isOfOtherRepository(item, identity)) return;
  const advice =
    matchedBy === 'handle' ? '' : ` If this document replaces that one, set $handle to ${item.id}.`;
  log.warning(
    `${document.name}: a document of another repository (${getRecordedDocument(item, identity)}) describes ${item.id}, too, and differs from this one.${advice}`,
  );
}

function warnAboutDuplicates({ name }: LinkedDocument, { item, duplicates }: ItemMatch, log: Log): void {
  if (duplicates.length === 0) return;
  log.warning(
    `${name}: ${duplicates.length + 1} items were created from this document. ${item.id} is used; ${duplicates.join(', ')} ${duplicates.length === 1 ? 'is' : 'are'} left over from a step that ran at the same time.`,
  );
}

/** The warning about an item that has the path of the document and another name. */
function formatRenaming({ document, match: { item }, merged, canUpdate }: MergedMatch): string {
  const { changes, drift } = merged;
  const { name, kind } = document;
  const [before, after] = [item.name, getDocumentName(document)].map((text) => JSON.stringify(text));
  const hasName = ({ path }: Change): boolean => formatPath(path) === formatPath(kind.namePath);
  const settings = [
    ...(canUpdate ? [] : ['if-exists: update']),
    // Someone renamed the item, not the document.
    ...(drift.some(hasName) && !changes.some(hasName) ? ['on-drift: overwrite'] : []),
  ];
  const effect =
    settings.length === 0
      ? `renamed from ${before}`
      : `used and keeps the name ${before}; set ${settings.join(' and ')} to rename it`;
  return `${name}: you own no ${kind.name} named ${after}. ${item.id}, which this file described before, is ${effect}. If the document describes another item, give it an $id or write it to another file.`;
}
