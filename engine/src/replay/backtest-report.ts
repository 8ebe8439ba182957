import type { Text } from "@sopflow/schemas";
import type { BadRowList } from "./bad-rows.js";

/** So many of each: by reason, port, state … */
export type Counts = Readonly<Record<string, number>>;

/** What happened at one node. */
export interface NodeReport {
  /** Arrivals; of a trigger, entries. */
  readonly entered: number;
  /** People who stand here at the end. */
  readonly waiting: number;
  /** Departures by port; every port of the node is there. */
  readonly out: Counts;
}

export interface TasksReport {
  /** Issued. */
  readonly total: number;
  readonly byNode: Counts;
  /** By local date of issue (flow's zone), dates ascending. */
  readonly byDay: Counts;
  /** By whom they went to; `unassigned` where nobody was there. */
  readonly byAdvisor: Counts;
  /** At the end of the replay: `open`, `done`, `skipped`, `expired`, `withdrawn`, `stale`. */
  readonly byState: Counts;
  /** The first of the days with the most tasks; absent without tasks. */
  readonly busiestDay?: { readonly date: string; readonly count: number };
}

export interface FlowReport {
  readonly flowId: string;
  readonly version: number;
  readonly entered: number;
  readonly completed: number;
  readonly exited: Counts;
  readonly failed: number;
  /** Enrollments whose path has not ended. entered = completed + exited + failed + active. */
  readonly active: number;
  readonly nodes: Readonly<Record<string, NodeReport>>;
  readonly tasks: TasksReport;
  /** Enrollments that reached each goal. */
  readonly goals: Counts;
  /** Entries that a rule refused, by reason. */
  readonly refused: Counts;
  /** Tasks that could not be issued at once, by reason; one task may be deferred several times. */
  readonly deferred: Counts;
  /** Tasks that were never issued, by reason. */
  readonly dropped: Counts;
}

export interface BacktestReport {
  /** Events replayed per second of wall time, without reading the files. */
  readonly eventsPerSecond: number;
  readonly events: number;
  readonly customers: number;
  /** Epoch ms; both included. */
  readonly from: number;
  readonly until: number;
  readonly flows: readonly FlowReport[];
  /** How tasks are assumed to end, in words. */
  readonly assumption: Text;
  /** Events that only updated profiles: before `from`, or marked as history. */
  readonly lateEvents: number;
  /** Events after `until`, left out. */
  readonly ignoredEvents: number;
  /** Events or orders told twice, left out. */
  readonly duplicates: number;
  /** What a lead would have been alerted to, by code. */
  readonly alerts: Counts;
  /** Customers whose replay stopped on a fault of the product. */
  readonly held: number;
  readonly badRows: BadRowList;
}
