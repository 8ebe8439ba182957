import type { Diagnostic } from "@sopflow/schemas";
import { MINUTE_MS } from "../../time/index.js";
import { findCycles } from "../find-cycles.js";
import { isInstantPort } from "../node-ports.js";
import { type FlowView, type Way, warnAt } from "./flow-view.js";
import { mostStay } from "./node-pace.js";

/** A stay that ends this soon is no rest. */
const HASTY_MS = 10 * MINUTE_MS;

/**
 * Loops that could go round and round although something in them waits: the wait is over in minutes, or a group send is
 * refused as soon as it is sent. Loops without any wait are errors and are reported when the flow is compiled.
 */
export function findHastyLoops(view: FlowView): Diagnostic[] {
  const ways = view.nodes.flatMap(({ id }) => view.ways(id));
  const instant = ways.filter(isInstant);
  const hasty = ways.filter((way) => isInstant(way) || isHasty(way));
  const ids = view.nodes.map(({ id }) => id);
  const known = new Set(findCycles(ids, instant.map(ends)).flat());
  return findCycles(ids, hasty.map(ends)).flatMap((cycle) => {
    if (cycle.some((id) => known.has(id))) return [];
    const node = view.node(cycle.find((id) => hasty.some((way) => way.from.id === id && !isInstant(way))) ?? "");
    return node ? [warnAt(view, node, "flow.hasty_loop", { nodes: cycle.map(view.nameOf).join(" → ") })] : [];
  });
}

const ends = ({ from, to }: Way): [string, string] => [from.id, to.id];
const isInstant = ({ from, port }: Way): boolean => isInstantPort(from, port);

/** Left within minutes, by time alone or because WeCom refused the group send. */
function isHasty({ from, port }: Way): boolean {
  if ("wait" in from.data) return port === "not_friend" || port === "limit";
  return from.type === "wait.duration" && mostStay(from, port) < HASTY_MS;
}
