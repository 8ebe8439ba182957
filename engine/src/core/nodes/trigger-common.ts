import type { DataOf } from "@sopflow/schemas";
import type { NodeCheck } from "../flow/node-check.js";

type TriggerType = "trigger.event" | "trigger.schedule" | "trigger.audience" | "trigger.manual";

/** What every trigger shares: the entry throttle does not run yet. */
export function checkTriggerCommon(data: DataOf<TriggerType>, check: NodeCheck): void {
  if (data.entry !== undefined) check.notRunning({ zh: "进入限流", en: "entry throttle" }, ["data", "entry"]);
}
