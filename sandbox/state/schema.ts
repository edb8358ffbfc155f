/** The version of the tables below. Data of another version is rejected, so a nicer name is no reason for a new version. */
export const SCHEMA_VERSION = 3;

/** All tables of a sandbox. Documents are JSON text; fields for searching or sorting have their own columns. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE IF NOT EXISTS items (
    id TEXT PRIMARY KEY, item_subtype TEXT NOT NULL, record_type TEXT NOT NULL,
    created_timestamp INTEGER NOT NULL, updated_timestamp INTEGER NOT NULL,
    display_name TEXT, access_info_uri TEXT, release_approver TEXT, release_timestamp INTEGER,
    payload TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS items_created ON items (created_timestamp, id);
  CREATE INDEX IF NOT EXISTS items_updated ON items (updated_timestamp, id);
  CREATE INDEX IF NOT EXISTS items_name ON items (display_name, id);
  CREATE INDEX IF NOT EXISTS items_subtype_created ON items (item_subtype, created_timestamp, id);
  CREATE INDEX IF NOT EXISTS items_subtype_updated ON items (item_subtype, updated_timestamp, id);
  CREATE INDEX IF NOT EXISTS items_subtype_name ON items (item_subtype, display_name, id);
  CREATE INDEX IF NOT EXISTS items_subtype_uri ON items (item_subtype, access_info_uri, id);
  CREATE INDEX IF NOT EXISTS items_release ON items (release_approver, release_timestamp, id);
  CREATE TABLE IF NOT EXISTS access (id TEXT PRIMARY KEY, payload TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS locks (id TEXT PRIMARY KEY, payload TEXT NOT NULL) STRICT;

  CREATE TABLE IF NOT EXISTS handles (id TEXT PRIMARY KEY, properties TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS links (username TEXT PRIMARY KEY, person_id TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS user_groups (id TEXT PRIMARY KEY, payload TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS access_requests (
    username TEXT NOT NULL, request_id INTEGER NOT NULL, payload TEXT NOT NULL, PRIMARY KEY (username, request_id)) STRICT;
  CREATE TABLE IF NOT EXISTS reviewers (id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE IF NOT EXISTS outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT, sent_at INTEGER NOT NULL, payload TEXT NOT NULL) STRICT;

  CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL UNIQUE, created_timestamp INTEGER NOT NULL,
    username TEXT NOT NULL, batch_id TEXT, job_type TEXT NOT NULL, job_sub_type TEXT NOT NULL, payload TEXT NOT NULL,
    status TEXT, info TEXT, result TEXT,
    appears_ms INTEGER NOT NULL, dequeued_ms INTEGER NOT NULL, started_ms INTEGER NOT NULL, due_ms INTEGER) STRICT;
  CREATE INDEX IF NOT EXISTS jobs_by_user ON jobs (username, created_timestamp, number);
  CREATE INDEX IF NOT EXISTS jobs_by_batch ON jobs (batch_id, created_timestamp, number);
  CREATE INDEX IF NOT EXISTS jobs_by_time ON jobs (created_timestamp, number);
  CREATE INDEX IF NOT EXISTS jobs_due ON jobs (due_ms, number) WHERE due_ms IS NOT NULL;
  CREATE INDEX IF NOT EXISTS jobs_queued ON jobs (job_type, due_ms) WHERE due_ms IS NOT NULL;

  CREATE TABLE IF NOT EXISTS graph_nodes (
    id TEXT PRIMARY KEY, item_category TEXT NOT NULL, item_subtype TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS graph_links (
    number INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, relation TEXT NOT NULL, target TEXT NOT NULL,
    UNIQUE (source, relation, target)) STRICT;
  CREATE INDEX IF NOT EXISTS graph_links_target ON graph_links (target);
  CREATE TABLE IF NOT EXISTS graph_node_records (
    number INTEGER PRIMARY KEY, node TEXT NOT NULL, record_id TEXT NOT NULL, UNIQUE (node, record_id)) STRICT;
  CREATE INDEX IF NOT EXISTS graph_node_records_record ON graph_node_records (record_id);
  CREATE TABLE IF NOT EXISTS graph_link_records (
    number INTEGER PRIMARY KEY, link INTEGER NOT NULL, record_id TEXT NOT NULL, UNIQUE (link, record_id)) STRICT;
  CREATE INDEX IF NOT EXISTS graph_link_records_record ON graph_link_records (record_id);

  CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, username TEXT NOT NULL, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    offline INTEGER NOT NULL, used_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS device_codes (
    device_code TEXT PRIMARY KEY, user_code TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    expires_ms INTEGER NOT NULL, polled_ms INTEGER, verdict TEXT, username TEXT) STRICT;

  CREATE TABLE IF NOT EXISTS objects (
    key TEXT PRIMARY KEY, size INTEGER NOT NULL, etag TEXT NOT NULL, modified INTEGER NOT NULL,
    attributes TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, initiated INTEGER NOT NULL, initiator TEXT NOT NULL,
    attributes TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS uploads_by_key ON uploads (key, initiated, id);
  CREATE TABLE IF NOT EXISTS parts (
    upload TEXT NOT NULL, number INTEGER NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL,
    etag TEXT NOT NULL, modified INTEGER NOT NULL, checksum TEXT, PRIMARY KEY (upload, number)) STRICT, WITHOUT ROWID;
`;

/** All tables: each is part of a snapshot. */
export const TABLES = Array.from(
  SCHEMA.matchAll(/CREATE TABLE IF NOT EXISTS (\w+)/g),
  ([, name = '']) => name,
);
