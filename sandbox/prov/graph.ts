import { type Database, parsed, type Row } from '../store/database.ts';
import type { GraphLink, GraphNode, RecordGraph } from './record-graph.ts';

/** An edge or node in the graph, with the records that contributed it. */
export type StoredNode = GraphNode & { recordIds: string[] };
export type StoredLink = GraphLink & { recordIds: string[] };

/** The provenance graph: links run from the newer to the older, from effect to cause. */
export class Graph {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds what a record contributes; what is there already learns of one more contributor. */
  merge({ recordId, nodes, links }: RecordGraph): void {
    this.#db.atomically(() => {
      for (const node of nodes) this.#mergeNode(node, recordId);
      for (const link of links) this.#mergeLink(link, recordId);
    });
  }

  node(id: string): StoredNode | undefined {
    const row = this.#db.get('SELECT * FROM graph_nodes WHERE id = ?', id);
    return row && nodeOf(row);
  }

  /** Links that start at a node, oldest first. */
  outgoing(id: string): StoredLink[] {
    return this.#db.all('SELECT * FROM graph_links WHERE source = ? ORDER BY number', id).map(linkOf);
  }

  /** Links that end at a node, oldest first. */
  incoming(id: string): StoredLink[] {
    return this.#db.all('SELECT * FROM graph_links WHERE target = ? ORDER BY number', id).map(linkOf);
  }

  nodesOfRecord(recordId: string): StoredNode[] {
    const sql =
      'SELECT * FROM graph_nodes WHERE EXISTS (SELECT 1 FROM json_each(record_ids) WHERE value = ?)';
    return this.#db.all(sql, recordId).map(nodeOf);
  }

  linksOfRecord(recordId: string): StoredLink[] {
    const sql =
      'SELECT * FROM graph_links WHERE EXISTS (SELECT 1 FROM json_each(record_ids) WHERE value = ?) ORDER BY number';
    return this.#db.all(sql, recordId).map(linkOf);
  }

  /** Writes who contributes a node; one that nobody contributes is gone. */
  setNodeRecords(id: string, recordIds: string[]): void {
    if (recordIds.length === 0) this.#db.run('DELETE FROM graph_nodes WHERE id = ?', id);
    else this.#db.run('UPDATE graph_nodes SET record_ids = ? WHERE id = ?', JSON.stringify(recordIds), id);
  }

  /** Writes who contributes a link; one that nobody contributes is gone. */
  setLinkRecords({ source, relation, target }: GraphLink, recordIds: string[]): void {
    const where = 'source = ? AND relation = ? AND target = ?';
    if (recordIds.length === 0)
      this.#db.run(`DELETE FROM graph_links WHERE ${where}`, source, relation, target);
    else
      this.#db.run(
        `UPDATE graph_links SET record_ids = ? WHERE ${where}`,
        JSON.stringify(recordIds),
        source,
        relation,
        target,
      );
  }

  clear(): void {
    this.#db.run('DELETE FROM graph_links');
    this.#db.run('DELETE FROM graph_nodes');
  }

  #mergeNode({ id, item_category, item_subtype }: GraphNode, recordId: string): void {
    const records = including(this.node(id)?.recordIds ?? [], recordId);
    this.#db.run(
      'INSERT OR REPLACE INTO graph_nodes VALUES (?, ?, ?, ?)',
      id,
      item_category,
      item_subtype,
      JSON.stringify(records),
    );
  }

  #mergeLink({ source, relation, target }: GraphLink, recordId: string): void {
    const row = this.#db.get(
      'SELECT * FROM graph_links WHERE source = ? AND relation = ? AND target = ?',
      source,
      relation,
      target,
    );
    const records = JSON.stringify(including(row ? linkOf(row).recordIds : [], recordId));
    const sql = `INSERT INTO graph_links (source, relation, target, record_ids) VALUES (?, ?, ?, ?)
      ON CONFLICT (source, relation, target) DO UPDATE SET record_ids = excluded.record_ids`;
    this.#db.run(sql, source, relation, target, records);
  }
}

function including(recordIds: string[], id: string): string[] {
  return recordIds.includes(id) ? recordIds : [...recordIds, id];
}

function nodeOf(row: Row): StoredNode {
  const { id, item_category, item_subtype } = row as unknown as GraphNode; // columns written by #mergeNode
  return { id, item_category, item_subtype, recordIds: parsed(row['record_ids']) };
}

function linkOf(row: Row): StoredLink {
  const { source, relation, target } = row as unknown as GraphLink; // columns written by #mergeLink
  return { source, relation, target, recordIds: parsed(row['record_ids']) };
}
