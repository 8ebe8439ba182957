import type { FlowState } from "../core/flow/program.js";

/** One schedule trigger, or the publish pass of a flow, and how far its run has got. */
export interface ScheduleRow {
  /** `<flowId>/<nodeId>`, or `<flowId>/publish`. */
  readonly id: string;
  readonly flowId: string;
  readonly nodeId: string;
  readonly version: number;
  /** Next occurrence; absent = none left. */
  readonly nextAt?: number;
  /** Occurrence that is being run, and the last customer id it has done; absent = not running. */
  readonly running?: {
    readonly at: number;
    readonly afterId: string;
    /** Publish passes: the version is new, so that `existing: enroll` counts. */
    readonly first?: boolean;
  };
  /** Work over the people inside a flow: how far it is, and what became of it. */
  readonly progress?: {
    /** Enrollments that stood in its way when it began, and those that were told so far. */
    readonly total: number;
    readonly told: number;
    /** Rounds begun: who went on while a round passed by is found by the next one. */
    readonly round: number;
    readonly startedAt: number;
    /** Absent while it works. */
    readonly finishedAt?: number;
    /** Found there still when it was finished: people on hold, who are told when they are released. */
    readonly left?: number;
  };
  /** Publish passes: the flow's state as of the last one, so that a resume is noticed. */
  readonly state?: FlowState;
  /** Throttled triggers: who was admitted on a calendar day of the flow's zone, in all and by owner. */
  readonly admitted?: {
    readonly day: number;
    readonly total: number;
    readonly byAdvisor: Readonly<Record<string, number>>;
  };
  /** The step issued too much within an hour, and issues nothing until it is released. */
  readonly stopped?: {
    readonly at: number;
    /** Tasks within the hour, and how many were expected. */
    readonly count: number;
    readonly forecast: number;
  };
  /** When the step was released: what it had issued in that hour before counts no more. */
  readonly releasedAt?: number;
  /** A sample is drawn: who drew up to this number enters. */
  readonly drawnUpTo?: number;
  /** Removed together with its flow's version. */
  readonly deleted?: boolean;
}

export interface ScheduleStore {
  list(): Promise<ScheduleRow[]>;
  save(rows: readonly ScheduleRow[]): Promise<void>;
}
