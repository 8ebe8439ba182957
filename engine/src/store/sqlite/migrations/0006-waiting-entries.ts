/** Who waits for a turn to enter is asked for at every start: without this, by looking at everybody inside. */
export const waitingEntries = `
CREATE INDEX enrollments_waiting ON enrollments (flow_id, customer_id, id) WHERE state = 'waiting';
`;
