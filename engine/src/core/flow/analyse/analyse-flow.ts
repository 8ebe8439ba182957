import type { Diagnostic, Flow } from "@sopflow/schemas";
import { isZone } from "../../time/index.js";
import { readFlow } from "../parse-flow.js";
import type { AnalysisOptions } from "./analysis-options.js";
import { findOverContact } from "./contacts/over-contact.js";
import { findDeadNodes } from "./dead-nodes.js";
import { findDeadWays } from "./dead-ways.js";
import { viewOf } from "./flow-view.js";
import { findHastyLoops } from "./hasty-loops.js";
import { findLongWaits } from "./long-waits.js";
import { findWaitsWithoutExit } from "./purchase-exit.js";
import { findSharedTriggers } from "./shared-triggers.js";
import { worldOf } from "./solver/world.js";

/**
 * What is worth a second look before a flow is published, as warnings at its nodes: conditions that can never hold,
 * cases and nodes that nobody gets to, waits that a purchase does not end or that outlast the goals, loops that hardly
 * rest, more contacts than the brand allows, people whom another published flow takes in at the same moment. Meant for
 * a flow that compiles; of one whose shape is faulty it says nothing. Never throws, and claims nothing that it cannot
 * prove about conditions.
 */
export function analyseFlow(input: Flow | unknown, options: AnalysisOptions = {}): Diagnostic[] {
  const { flow } = readFlow(input);
  return flow && isZone(flow.settings.timezone) ? analyseParsed(flow, options) : [];
}

/** As `analyseFlow`, of a flow that has just been parsed. */
export function analyseParsed(flow: Flow, { contactPolicy, taxonomy, others }: AnalysisOptions): Diagnostic[] {
  const view = viewOf(flow);
  const world = worldOf(flow.settings.timezone, taxonomy);
  const dead = findDeadWays(view, world);
  return [
    ...dead.diagnostics,
    ...findDeadNodes(view, dead.ports),
    ...findWaitsWithoutExit(view),
    ...findHastyLoops(view),
    ...findLongWaits(view),
    ...(contactPolicy ? findOverContact(view, contactPolicy, world) : []),
    ...(others ? findSharedTriggers(view, others, world) : []),
  ];
}
