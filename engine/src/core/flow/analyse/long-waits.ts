import type { Diagnostic } from "@sopflow/schemas";
import { DAY_MS } from "../../time/index.js";
import { durationWords } from "./duration-words.js";
import { type FlowView, warnAt } from "./flow-view.js";
import { anchorOf, durationMs, ENTERED, leastStay } from "./node-pace.js";

/** Waits that outlast every goal: whoever goes on behind them can no longer be counted. */
export function findLongWaits(view: FlowView): Diagnostic[] {
  const [first, ...others] = view.flow.settings.goals;
  if (first === undefined) return [];
  const longest = others.reduce((a, b) => (durationMs(b.within) > durationMs(a.within) ? b : a), first);
  const within = durationMs(longest.within);
  return view.nodes.flatMap((node) => {
    if (node.disabled || !node.type.startsWith("wait.")) return [];
    const anchor = anchorOf(node, view.flow.settings.timezone);
    // Entering late in the day brings an anchored time up to a day nearer.
    const stays = view.ways(node.id).map(({ port }) => leastStay(node, port));
    const longestStay = Math.max(0, ...stays, anchor?.key === ENTERED && stays.length > 0 ? anchor.at - DAY_MS : 0);
    if (longestStay <= within) return [];
    const params = {
      node: view.nameOf(node.id),
      length: durationWords(longestStay),
      goal: longest.id,
      within: durationWords(within),
    };
    return [warnAt(view, node, "wait.beyond_goal", params)];
  });
}
