import type { Flow, FlowNode, Where } from "@sopflow/schemas";
import { definitionOf } from "../../nodes/registry.js";
import { checkSettings } from "../check-settings.js";
import type { ConditionPlace } from "../condition-place.js";
import type { CheckPath, NodeCheck } from "../node-check.js";

/** A condition and where it is written. */
export interface PlacedCondition {
  readonly where: Where;
  /** Below its node, or below the settings. */
  readonly path: CheckPath;
  readonly place: ConditionPlace;
}

/** Every condition of a node, found by the node type's own check. */
export function conditionsOf(node: FlowNode, flowId: string): PlacedCondition[] {
  const found: PlacedCondition[] = [];
  definitionOf(node).check(node, collector(flowId, found));
  return found;
}

/** Every condition of the flow's settings: exits and goals. */
export function conditionsOfSettings({ id, settings }: Flow): PlacedCondition[] {
  const found: PlacedCondition[] = [];
  checkSettings(settings, collector(id, found));
  return found;
}

const NOTHING = () => {};

/** Listens to a check for the conditions alone. */
function collector(flowId: string, found: PlacedCondition[]): NodeCheck {
  return {
    flowId,
    where(where, path, place) {
      if (where !== undefined) found.push({ where, path, place });
    },
    error: NOTHING,
    warn: NOTHING,
    template: NOTHING,
    factValue: NOTHING,
    duration: NOTHING,
    notPast: NOTHING,
    eventType: NOTHING,
    attribute: NOTHING,
    attributeValue: NOTHING,
    assignee: NOTHING,
    flowReference: NOTHING,
    distinctIds: NOTHING,
  };
}
