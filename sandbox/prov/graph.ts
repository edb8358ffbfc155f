import type { Database, Row } from '../state/database.ts';
import type { GraphLink, GraphNode, RecordGraph } from './record-graph.ts';

export type StoredLink = GraphLink & { number: number };

/**
 * The provenance graph. Links lead from effect to cause. Nodes and links exist as long as a record contributes them; the
 * contributions have their own tables, because thousands of records can share a node.
 */
export class Graph {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds the nodes and links of a record. Existing ones get a further contributor. */
  merge({ recordId, nodes, links }: RecordGraph): void {
    const db = this.#db;
    db.atomically(() => {
      for (const { id, item_category, item_subtype } of nodes) {
        db.run('INSERT OR REPLACE INTO graph_nodes VALUES (?, ?, ?)', id, item_category, item_subtype);
        db.run('INSERT OR IGNORE INTO graph_node_records (node, record_id) VALUES (?, ?)', id, recordId);
      }
      for (const { source, relation, target } of links) {
        const values = [source, relation, target];
        db.run('INSERT OR IGNORE INTO graph_links (source, relation, target) VALUES (?, ?, ?)', ...values);
        db.run(
          `INSERT OR IGNORE INTO graph_link_records (link, record_id)
            SELECT number, ? FROM graph_links WHERE source = ? AND relation = ? AND target = ?`,
          recordId,
          ...values,
        );
      }
    });
  }

  node(id: string): GraphNode | undefined {
    const row = this.#db.get('SELECT * FROM graph_nodes WHERE id = ?', id);
    return row && parseNode(row);
  }

  /** Links that start at a node, oldest first. */
  outgoing(id: string): StoredLink[] {
    return this.#db.all('SELECT * FROM graph_links WHERE source = ? ORDER BY number', id).map(parseLink);
  }

  /** Links that end at a node, oldest first. */
  incoming(id: string): StoredLink[] {
    return this.#db.all('SELECT * FROM graph_links WHERE target = ? ORDER BY number', id).map(parseLink);
  }

  nodesOfRecord(recordId: string): GraphNode[] {
    const sql = `SELECT graph_nodes.* FROM graph_node_records JOIN graph_nodes ON id = node
      WHERE record_id = ? ORDER BY graph_node_records.number`;
    return this.#db.all(sql, recordId).map(parseNode);
  }

  linksOfRecord(recordId: string): StoredLink[] {
    const sql = `SELECT graph_links.* FROM graph_link_records JOIN graph_links ON graph_links.number = link
      WHERE record_id = ? ORDER BY graph_links.number`;
    return this.#db.all(sql, recordId).map(parseLink);
  }

  /** The records that contribute a node, oldest contribution first. */
  recordsOfNode(id: string): string[] {
    return this.#db
      .all('SELECT record_id FROM graph_node_records WHERE node = ? ORDER BY number', id)
      .map(parseRecordId);
  }

  /** The records that contribute a link, oldest contribution first. */
  recordsOfLink({ number }: StoredLink): string[] {
    return this.#db
      .all('SELECT record_id FROM graph_link_records WHERE link = ? ORDER BY number', number)
      .map(parseRecordId);
  }

  /** Removes a record from the contributors of a node, and the node after the last one. */
  withdrawNode(id: string, recordId: string): void {
    this.#db.run('DELETE FROM graph_node_records WHERE node = ? AND record_id = ?', id, recordId);
    this.#db.run(
      'DELETE FROM graph_nodes WHERE id = ? AND NOT EXISTS (SELECT 1 FROM graph_node_records WHERE node = id)',
      id,
    );
  }

  /** Removes a record from the contributors of a link, and the link after the last one. */
  withdrawLink({ number }: StoredLink, recordId: string): void {
    this.#db.run('DELETE FROM graph_link_records WHERE link = ? AND record_id = ?', number, recordId);
    this.#db.run(
      `DELETE FROM graph_links WHERE number = ?
        AND NOT EXISTS (SELECT 1 FROM graph_link_records WHERE link = graph_links.number)`,
      number,
    );
  }

  /** Makes a record the only contributor of a link. */
  withdrawOtherRecords({ number }: StoredLink, recordId: string): void {
    this.#db.run('DELETE FROM graph_link_records WHERE link = ? AND record_id <> ?', number, recordId);
  }

  clear(): void {
    for (const table of ['graph_link_records', 'graph_node_records', 'graph_links', 'graph_nodes'])
      this.#db.run(`DELETE FROM ${table}`);
  }
}

function parseNode(row: Row): GraphNode {
  const { id, item_category, item_subtype } = row as unknown as GraphNode; // columns written by merge
  return { id, item_category, item_subtype };
}

function parseLink(row: Row): StoredLink {
  const { number, source, relation, target } = row as unknown as StoredLink; // columns written by merge
  return { number, source, relation, target };
}

function parseRecordId(row: Row): string {
  return String(row['record_id']);
}
