import { formatPath } from '../../client/json/format-path.ts';
import type { Change } from '../../documents/items/difference.ts';
import type { LinkedDocument } from '../../documents/items/references.ts';
import type { Log } from '../runner/log/log.ts';
import {
  type DocumentIdentity,
  getDocumentName,
  getFile,
  getRecordedDocument,
  isOfOtherRepository,
} from './document-identity.ts';
import type { ItemMatch, SimilarItems } from './item-finder.ts';
import { warnAboutUpdate } from './send-update.ts';

/** Reports the items that the document may refer to, although it matches none of them. */
export function reportSimilarItems(
  document: LinkedDocument,
  { others, own, renamed, ofFile, isFileWrittenByJob }: SimilarItems,
  log: Log,
): void {
  const report = (
    level: 'info' | 'warning',
    similar: string,
    ids: readonly string[],
    name = document.name,
  ): void => {
    if (ids.length > 0)
      log[level](
        `${name}: ${similar} (${ids.join(', ')}). A new item is created; set $handle to use an existing one.`,
      );
  };
  report('warning', 'other users have items of this kind and name', others);
  report('warning', 'you have items of this kind and name with another $id or spelling', own);
  report('warning', 'items to which a document gave this name were renamed in the registry', renamed);
  const file = getFile(document);
  if (isFileWrittenByJob)
    report(
      'info',
      'the file, which is not part of the checkout, previously described another item',
      ofFile,
      file,
    );
  else report('warning', 'the file described items that no document of this step describes', ofFile, file);
}

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

interface MatchOutcome {
  /** Whether input `if-exists` is `update`. */
  readonly canUpdate: boolean;
  readonly changes: readonly Change[];
  readonly drift: readonly Change[];
}

/** Warns when the match may not be the item that the document means. */
export function warnAboutMatch(
  { name, kind, value }: LinkedDocument,
  { item, matchedBy, duplicates }: ItemMatch,
  { canUpdate, changes, drift }: MatchOutcome,
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

/** Warns when another document, which this job does not see, may describe the item, too. */
export function warnAboutFileOutsideCheckout(
  { name }: LinkedDocument,
  { item }: ItemMatch,
  recordedFile: string,
  log: Log,
): void {
  log.warning(
    `${name}: ${item.id} was last described by ${recordedFile}, which the sparse checkout of this job leaves out. If that file still has this document, jobs that check out only one of the files change the item back and forth: give each document its own $id, or remove one of them.`,
  );
}
