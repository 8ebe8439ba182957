/**
 * Which inputs did what at a step: `marks` are words between blanks, ` arrived left:yes `. One row per input and step,
 * not per line. Made from the trace that is there; the lines themselves stay where they are.
 */
export const traceSteps = `
CREATE TABLE trace_steps (
  flow_id TEXT NOT NULL, node_id TEXT NOT NULL, seq INTEGER NOT NULL, customer_id TEXT NOT NULL, marks TEXT NOT NULL,
  PRIMARY KEY (flow_id, node_id, seq, customer_id)
) WITHOUT ROWID;

INSERT INTO trace_steps (flow_id, node_id, seq, customer_id, marks)
SELECT flow_id, node_id, seq, customer_id, ' ' || group_concat(mark, ' ') || ' ' FROM (
  SELECT DISTINCT line.value ->> 3 AS flow_id, line.value ->> 5 AS node_id, seq, customer_id,
    CASE line.value ->> 1 WHEN 'left' THEN 'left:' || coalesce(line.value ->> '$[7].port', '') ELSE line.value ->> 1 END AS mark
  FROM trace, json_each(trace.lines) AS line
  WHERE line.value ->> 1 IN
    ('entered', 'refused', 'arrived', 'left', 'completed', 'exited', 'failed', 'dropped', 'stale')
)
WHERE flow_id <> ''
GROUP BY flow_id, node_id, seq, customer_id;
`;
