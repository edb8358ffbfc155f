import type { ItemDocument } from '../../documents/items/item-document.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import {
  type DocumentIdentity,
  formatKindAndName,
  getDocumentKey,
  getDocumentName,
  identifyDocument,
  identifyRepository,
  type RepositoryIdentity,
} from './document-identity.ts';
import type { StoredItem } from './stored-item.ts';

/** The documents of a step, by what identifies their items. */
export class StepDocuments {
  readonly #workflowRun: WorkflowRun | undefined;
  readonly repository: RepositoryIdentity;
  /** Kind and name of each document. */
  readonly #names: ReadonlySet<string>;
  readonly #keys: ReadonlySet<string>;
  readonly #handles: ReadonlySet<string>;

  constructor(documents: readonly ItemDocument[], workflowRun: WorkflowRun | undefined) {
    this.#workflowRun = workflowRun;
    this.repository = identifyRepository(workflowRun);
    this.#names = new Set(
      documents.map((document) => formatKindAndName(document.kind, getDocumentName(document))),
    );
    this.#keys = new Set(documents.flatMap((document) => this.identify(document).key ?? []));
    this.#handles = new Set(documents.flatMap(({ handle }) => handle ?? []));
  }

  identify(document: ItemDocument): DocumentIdentity {
    return identifyDocument(document, this.#workflowRun);
  }

  /** Whether a document gives its item this name. */
  hasName(kind: ItemKind, name: string): boolean {
    return this.#names.has(formatKindAndName(kind, name));
  }

  /** Whether a document describes an item. */
  isDescribed(item: StoredItem): boolean {
    if (this.#handles.has(item.id)) return true;
    const key = getDocumentKey(item, this.repository);
    return key === undefined ? this.hasName(item.kind, item.name) : this.#keys.has(key);
  }
}
