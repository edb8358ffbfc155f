import { formatPath } from '../../client/json/format-path.ts';
import type { Change } from '../../documents/items/difference.ts';
import type { LinkedDocument } from '../../documents/items/references.ts';
import type { Log } from '../runner/log/log.ts';
import {
  type DocumentIdentity,
  getDocumentName,
  getRecordedDocument,
  isOfOtherRepository,
} from './document-identity.ts';
import type { ItemMatch } from './item-finder.ts';
import type { MergeResult } from './merge-document.ts';
import { warnAboutUpdate } from './send-update.ts';

/** Warns when an update affects another document, a newer version or a reviewer. */
export function warnAboutChangedItem(
  { name }: LinkedDocument,
  { item, matchedBy }: ItemMatch,
  identity: DocumentIdentity,
  log: Log,
): void {
  if (isOfOtherRepository(item, identity)) {
    const advice =
      matchedBy === 'handle' ? '' : ` If this document replaces that one, set $handle to ${item.id}.`;
    log.warning(
      `${name}: a document of another repository (${getRecordedDocument(item)}) describes ${item.id}, too, and differs from this one.${advice}`,
    );
  }
  warnAboutUpdate(item, 'To update that one, remove or replace $handle in the document.', log);
}

/** Warns when the match may not be the item that the document means. @param canUpdate whether `if-exists` is `update`. */
export function warnAboutMatch(
  { name, kind, value }: LinkedDocument,
  { item, matchedBy, duplicates }: ItemMatch,
  { changes, drift }: MergeResult,
  canUpdate: boolean,
  log: Log,
): void {
  if (duplicates.length > 0) {
    log.warning(
      `${name}: ${duplicates.length + 1} items were created from this document. ${item.id} is used; ${duplicates.join(', ')} ${duplicates.length === 1 ? 'is' : 'are'} left over from a step that ran at the same time.`,
    );
  }
  if (matchedBy === 'path') {
    const [before, after] = [item.name, getDocumentName({ value, kind })].map((text) => JSON.stringify(text));
    const hasName = ({ path }: Change): boolean => formatPath(path) === formatPath(kind.namePath);
    const settings = [
      ...(canUpdate ? [] : ['if-exists: update']),
      // Someone renamed the item, not the document.
      ...(drift.some(hasName) && !changes.some(hasName) ? ['on-drift: overwrite'] : []),
    ];
    log.warning(
      `${name}: you own no ${kind.name} named ${after}. ${item.id}, which this file described before, is ${settings.length === 0 ? `renamed from ${before}` : `used and keeps the name ${before}; set ${settings.join(' and ')} to rename it`}. If the document describes another item, give it an $id or write it to another file.`,
    );
  }
}
