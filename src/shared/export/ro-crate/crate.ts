import type { LineageNode } from '../../client/index.ts';
import type { Json } from '../../documents/json.ts';
import { createHandleUrl } from '../handle-url.ts';
import {
  getContent,
  getUnreadableReason,
  type LineageRecords,
  readText,
  readUrl,
} from '../lineage-records.ts';

/** A property that is undefined is left out. */
export type Properties = Readonly<Record<string, Json | undefined>>;

export interface Entity {
  readonly '@id': string;
  readonly '@type': string | readonly string[];
  readonly [property: string]: Json;
}

/** The entity of an item without its id. */
export type Description = Properties & Pick<Entity, '@type'>;

export type Reference = { readonly '@id': string };

/**
 * The entities of a crate while it is written. Every item that is referred to gets an entity, once, whether or not it is in
 * the graph.
 */
export class Crate {
  readonly records: LineageRecords;
  readonly handleProxy: string;
  readonly #entities = new Map<string, Entity>();
  readonly #nodes: ReadonlyMap<string, LineageNode>;
  readonly #links: Readonly<Record<'source' | 'target', ReadonlyMap<string, LineageRecords['links']>>>;
  readonly #ids = new Map<string, string>();
  readonly #owners = new Map<string, string>();
  readonly #expected = new Map<string, string>();
  readonly #pending: string[] = [];

  constructor(records: LineageRecords, handleProxy: string) {
    this.records = records;
    this.handleProxy = handleProxy;
    this.#nodes = new Map(records.nodes.map((node) => [node.id, node]));
    this.#links = {
      source: Map.groupBy(records.links, ({ source }) => source),
      target: Map.groupBy(records.links, ({ target }) => target),
    };
  }

  /**
   * Refers to an item by its handle.
   * @param expected subtype of an item that has none in the graph and in the registry.
   */
  refer(handle: string, expected?: string): Reference {
    if (expected !== undefined) this.#expected.set(handle, expected);
    const known = this.#ids.get(handle);
    if (known !== undefined) return { '@id': known };
    const id = this.#chooseId(handle);
    this.#ids.set(handle, id);
    this.#owners.set(id, handle);
    this.#pending.push(handle);
    return { '@id': id };
  }

  /** People are identified by their ORCID iD, organisations by their ROR ID, everything else by its handle. */
  #chooseId(handle: string): string {
    const item = getContent(this.records.items, handle);
    const id = readUrl(item, 'orcid') ?? readUrl(item, 'ror');
    // Two items of the registry can name the same person; each keeps its entity.
    return id === undefined || this.#owners.has(id) ? this.getUrl(handle) : id;
  }

  /** Gives an item an id other than that of its handle, before anything refers to it. */
  setId(handle: string, id: string): void {
    this.#ids.set(handle, id);
    this.#pending.push(handle);
  }

  /** Calls `describe` for every item that is referred to, including those that it refers to. */
  describeAll(describe: (id: string, subtype: string | undefined) => void): void {
    // The list grows while it is read.
    for (const handle of this.#pending) describe(handle, this.getSubtype(handle));
  }

  getSubtype(handle: string): string | undefined {
    return (
      this.#nodes.get(handle)?.item_subtype ??
      readText(this.getItem(handle), 'item_subtype') ??
      this.#expected.get(handle)
    );
  }

  getItem(handle: string): Json {
    return getContent(this.records.items, handle);
  }

  /** Handles to which an item has the relation, or which have it to the item. */
  getRelated(handle: string, end: 'source' | 'target', type: string): string[] {
    const other = end === 'source' ? 'target' : 'source';
    return (this.#links[end].get(handle) ?? []).flatMap((link) => (link.type === type ? [link[other]] : []));
  }

  /** Refers to the items of {@link getRelated}; with a subtype, to those of this subtype. */
  referToRelated(handle: string, end: 'source' | 'target', type: string, subtype?: string): Reference[] {
    const related = this.getRelated(handle, end, type);
    const wanted = related.filter((id) => subtype === undefined || this.getSubtype(id) === subtype);
    return wanted.map((id) => this.refer(id));
  }

  /** Relations from an item. */
  listLinks(handle: string): LineageRecords['links'] {
    return this.#links.source.get(handle) ?? [];
  }

  getUrl(handle: string): string {
    return createHandleUrl(handle, this.handleProxy);
  }

  /** The sentence about an item that cannot be read; undefined for others. */
  describeUnreadable(handle: string): string | undefined {
    const reason = getUnreadableReason(this.records.items, handle);
    return reason === undefined ? undefined : `The content is not included: ${reason}.`;
  }

  /** Adds the entity of an item, with the name that every item has. */
  addItem(handle: string, { '@type': type, ...properties }: Description): void {
    const reference = this.refer(handle);
    const item = this.getItem(handle);
    this.add(reference['@id'], type, {
      name: readText(item, 'display_name') ?? handle,
      description: this.describeUnreadable(handle) ?? readText(item, 'description'),
      identifier: this.getUrl(handle),
      ...properties,
    });
  }

  /** Adds an entity, unless there is one with the id. */
  add(id: string, type: Entity['@type'], properties: Properties): Reference {
    if (!this.#entities.has(id)) {
      const values = Object.entries(properties)
        .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
        // RO-Crate recommends a single value for a list of one.
        .map(([name, value]) => [name, Array.isArray(value) && value.length === 1 ? value[0] : value]);
      // Undefined values are filtered out.
      this.#entities.set(id, { '@id': id, '@type': type, ...Object.fromEntries(values) } as Entity);
    }
    return { '@id': id };
  }

  list(): Entity[] {
    return [...this.#entities.values()];
  }
}
