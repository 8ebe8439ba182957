import type { Advisor, BrandSettings, FlowTurn, InsidePlan, Product, Taxonomy } from "@sopflow/schemas";
import type { FlowState, Program } from "../flow/program.js";
import type { AdvisorRoom } from "./advisor-room.js";
import type { FlowDirectory } from "./flow-directory.js";

/** A published flow: its newest program, its state, and every version that people may still stand in. */
export interface PublishedFlow {
  readonly flowId: string;
  readonly state: FlowState;
  readonly newest: Program;
  readonly versions: ReadonlyMap<number, Program>;
  /** What was chosen for people in earlier versions when the newest was published. */
  readonly inside?: InsidePlan;
  /** Its pauses, as far as people inside have to know. */
  readonly turn?: FlowTurn;
}

/** Immutable snapshot of all that is not the customer; a new one is made whenever any part changes. */
export interface Context {
  /** Changes whenever anything in here does. */
  readonly hash: string;
  readonly settings: BrandSettings;
  readonly products: ReadonlyMap<string, Product>;
  readonly advisors: ReadonlyMap<string, Advisor>;
  readonly taxonomy: Taxonomy;
  readonly flows: FlowDirectory;
  /**
   * Somebody admits the people who wait at throttled triggers (`entry`). Absent = everybody enters at once: what concerns
   * one customer alone, such as a preview, knows of no others to wait for.
   */
  readonly queuesEntries?: boolean;
  /** Steps that issue nothing until a lead releases them, `<flow>/<node>`. */
  readonly stopped?: ReadonlySet<string>;
  /** How much room advisors have today; absent = nobody's day is ever full. */
  readonly room?: AdvisorRoom;
}
