import type { DataOf, NodeOf, NodeType, Timer, Where } from "@sopflow/schemas";
import type { NodeCheck } from "../flow/node-check.js";
import type { Listener, RaisedEvent } from "../flow/raised-event.js";
import type { RuleDraft, RuleScope } from "../flow/rule-draft.js";
import type { Arrival } from "../journey/advance.js";
import type { NodeScope } from "../journey/node-scope.js";
import type { JourneyEvent } from "../journey/run.js";
import type { NodeShape } from "./node-shapes.js";

/** Makes a condition ready to run: experiments named, and referenced facts asked to exist. */
export type PrepareWhere = (where: Where) => Where;

/** What the product knows of one node type. One file per type; the registry is typed by the node union. */
export interface NodeDefinition<T extends NodeType> extends NodeShape<T> {
  /** Reports every fault of its parameters. */
  check(node: NodeOf<T>, check: NodeCheck): void;
  /** Parameters as the engine runs them: every condition prepared, short forms written out. Absent = as they are. */
  resolve?(data: DataOf<T>, prepare: PrepareWhere): DataOf<T>;
  /** Rules for resolved parameters, first = highest priority; of a trigger the enroll rules, by port `out`. */
  rules(data: DataOf<T>, scope: RuleScope): readonly RuleDraft[];
  /** Events that it raises in the step that reaches it, as far as the parameters say. */
  raises?(data: DataOf<T>): readonly RaisedEvent[];
  /** The flow that it starts. */
  starts?(data: DataOf<T>): string;
  /** Events that enter a flow here, or that let an enrollment go on from here. */
  listens?(data: DataOf<T>): readonly Listener[];
  /** An enrollment comes to the node: what it does, and where it goes. Undefined = its rules let it stay. */
  arrive(scope: NodeScope<T>): Arrival | undefined;
  /**
   * An enrollment is set down here in the middle of its stay: moved from another version, or its wait lasts longer. The
   * timer is planned anew from `since`, what is past is due now; nothing is issued again. Undefined = it stays. A type
   * without this has nobody standing on it: who is moved there arrives.
   */
  stand?(scope: NodeScope<T>): Arrival | undefined;
  /** People here do nothing but wait: who is moved here from another node keeps the start of the wait. */
  keepsStart?: true;
  /** Its timer is due: `wait` for the wait itself, `audience` for another look at a condition. */
  wake?(scope: NodeScope<T>, timer: Timer): Arrival | undefined;
  /** An event of the customer, while the enrollment waits here. */
  event?(scope: NodeScope<T>, event: JourneyEvent): Arrival | undefined;
  /** The profile may have changed: waits that hang on it plan anew. Must change nothing when it has not (§4.7). */
  replan?(scope: NodeScope<T>): void;
}
