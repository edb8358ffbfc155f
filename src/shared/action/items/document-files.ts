import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ItemDocument } from '../../documents/items/item-document.ts';
import { loadFileDocuments } from '../../documents/text/load.ts';
import type { Source } from '../../documents/text/source.ts';
import { isOutsideSparseCheckout, listWrittenFiles } from '../workflow-run/checkout-changes.ts';
import { getFile } from './document-identity.ts';
import { getOrAdd } from './get-or-add.ts';

/** The files of the documents of a step, and those that items record. Each is examined once. */
export class DocumentFiles {
  readonly #workspace: string;
  /** The files of the documents, by folder. */
  readonly #folders: ReadonlyMap<string, readonly string[]>;
  readonly #sources = new Map<string, Promise<readonly Source[]>>();
  readonly #existing = new Map<string, boolean>();
  readonly #written = new Map<string, ReturnType<typeof listWrittenFiles>>();
  readonly #sparse = new Map<string, Promise<boolean>>();

  constructor(documents: readonly ItemDocument[], workspace: string) {
    this.#workspace = workspace;
    this.#folders = Map.groupBy(new Set(documents.map(getFile)), (file) => dirname(file));
  }

  /** The documents of a file; none if it cannot be read. */
  load(path: string): Promise<readonly Source[]> {
    const file = { path, input: 'item-file', workspace: this.#workspace };
    return getOrAdd(this.#sources, path, () => loadFileDocuments(file).catch(() => []));
  }

  exists(file: string): boolean {
    return getOrAdd(this.#existing, file, () => existsSync(resolve(this.#workspace, file)));
  }

  /** Whether the job wrote the file of a document; undefined if that is unknown, for example without a checkout. */
  async isWrittenByJob(document: ItemDocument): Promise<boolean | undefined> {
    const file = getFile(document);
    const folder = dirname(file);
    const written = await getOrAdd(this.#written, folder, () =>
      listWrittenFiles(this.#workspace, this.#folders.get(folder) ?? [file]),
    );
    return written?.has(file);
  }

  /** Whether a folder between a file and the workspace is a checkout. */
  isInCheckout(file: string): boolean {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      if (this.exists(join(folder, '.git'))) return true;
      if (folder === dirname(folder)) return false;
    }
  }

  /** Whether a file is part of the commit that a document is from, but left out by the sparse checkout. */
  isOutsideCheckout(file: string, document: ItemDocument): Promise<boolean> {
    const other = getFile(document);
    return getOrAdd(this.#sparse, JSON.stringify([file, dirname(other)]), () =>
      isOutsideSparseCheckout(this.#workspace, file, other),
    );
  }
}
