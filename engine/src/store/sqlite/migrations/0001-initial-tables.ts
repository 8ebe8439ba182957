/**
 * Documents are JSON text, with columns only for what is searched. Every index is paid for with each batch, so there
 * is one per question that the worker or a page asks, and none besides.
 */
export const initialTables = `
CREATE TABLE log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- never reused, also after a trim
  kind TEXT NOT NULL, customer_id TEXT, partition INTEGER NOT NULL, id TEXT NOT NULL,
  at INTEGER NOT NULL, received INTEGER NOT NULL, type TEXT NOT NULL, source TEXT NOT NULL,
  history INTEGER, body TEXT NOT NULL
);
CREATE INDEX log_customer ON log (customer_id, seq) WHERE customer_id IS NOT NULL;

CREATE TABLE dedupe (key TEXT PRIMARY KEY, until INTEGER) WITHOUT ROWID;
CREATE INDEX dedupe_until ON dedupe (until) WHERE until IS NOT NULL;

CREATE TABLE cursors (consumer TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE customers (
  id TEXT PRIMARY KEY, version INTEGER NOT NULL, wake_at INTEGER, name TEXT, advisor_id TEXT, tier TEXT,
  status TEXT NOT NULL, doc TEXT NOT NULL
);
CREATE INDEX customers_wake ON customers (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX customers_advisor ON customers (advisor_id, id) WHERE advisor_id IS NOT NULL;

CREATE TABLE identities (
  type TEXT NOT NULL, value TEXT NOT NULL, customer_id TEXT NOT NULL, PRIMARY KEY (type, value)
) WITHOUT ROWID;
CREATE INDEX identities_customer ON identities (customer_id);
CREATE INDEX identities_value ON identities (value);

CREATE TABLE tasks (
  id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, flow_id TEXT NOT NULL, node_id TEXT NOT NULL, advisor_id TEXT,
  state TEXT NOT NULL, due_at INTEGER NOT NULL, issued_at INTEGER NOT NULL, doc TEXT NOT NULL
);
CREATE INDEX tasks_advisor ON tasks (advisor_id, state, due_at);
CREATE INDEX tasks_customer ON tasks (customer_id);
CREATE INDEX tasks_node ON tasks (flow_id, node_id, state);
CREATE INDEX tasks_issued ON tasks (issued_at, advisor_id);

CREATE TABLE enrollments (
  customer_id TEXT NOT NULL, id TEXT NOT NULL, flow_id TEXT NOT NULL, version INTEGER NOT NULL, node_id TEXT NOT NULL,
  state TEXT NOT NULL, entered_at INTEGER NOT NULL, since INTEGER NOT NULL, reason TEXT, PRIMARY KEY (customer_id, id)
) WITHOUT ROWID;
CREATE INDEX enrollments_standing ON enrollments (flow_id, version, node_id, state) WHERE state <> 'ended';

-- One row per input, not per line: a third of the statements and of the bytes.
CREATE TABLE trace (customer_id TEXT NOT NULL, seq INTEGER NOT NULL, lines TEXT NOT NULL);
CREATE UNIQUE INDEX trace_customer ON trace (customer_id, seq);

CREATE TABLE counters (
  flow_id TEXT NOT NULL, version INTEGER NOT NULL, node_id TEXT NOT NULL, metric TEXT NOT NULL, key TEXT NOT NULL,
  total INTEGER NOT NULL, PRIMARY KEY (flow_id, version, node_id, metric, key)
) WITHOUT ROWID;

CREATE TABLE notifications (
  id TEXT PRIMARY KEY, recipient TEXT NOT NULL, customer_id TEXT NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL
);
CREATE INDEX notifications_recipient ON notifications (recipient, at);
CREATE INDEX notifications_at ON notifications (at);

CREATE TABLE alerts (id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, at INTEGER NOT NULL, doc TEXT NOT NULL);
CREATE INDEX alerts_at ON alerts (at);

CREATE TABLE schedules (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE flows (
  flow_id TEXT PRIMARY KEY, revision INTEGER NOT NULL, state TEXT NOT NULL, published_version INTEGER,
  updated_at INTEGER NOT NULL, updated_by TEXT NOT NULL, flow TEXT NOT NULL
);
CREATE TABLE flow_versions (
  flow_id TEXT NOT NULL, version INTEGER NOT NULL, published_at INTEGER NOT NULL, published_by TEXT NOT NULL,
  flow TEXT NOT NULL, compiled TEXT NOT NULL, PRIMARY KEY (flow_id, version)
);
CREATE TABLE audit (
  id TEXT PRIMARY KEY, subject TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, action TEXT NOT NULL, detail TEXT
);
CREATE INDEX audit_subject ON audit (subject, at);

CREATE TABLE brand (name TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE revisions (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE api_keys (id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, doc TEXT NOT NULL, revoked_at INTEGER);
CREATE TABLE sign_in_links (hash TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sessions (hash TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
`;
