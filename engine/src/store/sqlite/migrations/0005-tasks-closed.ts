/** When tasks were closed: "what was done today" is one range of an index, however long ago the tasks were due. */
export const tasksClosed = `
ALTER TABLE tasks ADD COLUMN closed_at INTEGER;
UPDATE tasks SET closed_at = json_extract(doc, '$.closedAt') WHERE state <> 'open';
CREATE INDEX tasks_closed ON tasks (closed_at) WHERE closed_at IS NOT NULL;
`;
