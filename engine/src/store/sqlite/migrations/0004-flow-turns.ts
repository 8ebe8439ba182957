/** What was chosen for the people inside at a publish, and how a flow's pauses began and ended. */
export const flowTurns = `
ALTER TABLE flow_versions ADD COLUMN inside TEXT;
ALTER TABLE flows ADD COLUMN turn TEXT;
`;
