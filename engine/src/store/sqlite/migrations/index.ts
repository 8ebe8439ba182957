import { initialTables } from "./0001-initial-tables.js";
import { records } from "./0002-records.js";
import { traceSteps } from "./0003-trace-steps.js";
import { flowTurns } from "./0004-flow-turns.js";
import { tasksClosed } from "./0005-tasks-closed.js";
import { waitingEntries } from "./0006-waiting-entries.js";

/** In order: the one at index n brings format n to n + 1. Never change one that was released; add another. */
export const MIGRATIONS: readonly string[] = [
  initialTables,
  records,
  traceSteps,
  flowTurns,
  tasksClosed,
  waitingEntries,
];
