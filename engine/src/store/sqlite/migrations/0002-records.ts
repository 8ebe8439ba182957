export const records = `
CREATE TABLE records (
  kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, owner TEXT, customer_id TEXT, due_at INTEGER,
  doc TEXT NOT NULL
);
CREATE UNIQUE INDEX records_id ON records (kind, id);
CREATE INDEX records_owner ON records (kind, owner, id) WHERE owner IS NOT NULL;
CREATE INDEX records_customer ON records (customer_id, kind, id) WHERE customer_id IS NOT NULL;
CREATE INDEX records_due ON records (kind, due_at, id) WHERE due_at IS NOT NULL;
`;
