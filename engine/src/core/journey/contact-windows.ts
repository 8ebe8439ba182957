import type { ContactWindowSetting } from "@sopflow/schemas";
import { type ContactWindow, nextOpenOfAll, parseLocalTime } from "../time/index.js";
import type { StepRun } from "./run.js";

const parsed = new WeakMap<ContactWindowSetting, ContactWindow>();

function toWindow(setting: ContactWindowSetting): ContactWindow {
  const known = parsed.get(setting);
  if (known) return known;
  const window = {
    startMinute: parseLocalTime(setting.start) ?? 0,
    endMinute: parseLocalTime(setting.end) ?? 0,
    days: setting.days,
  };
  parsed.set(setting, window);
  return window;
}

/**
 * The first time at or after `at` at which a customer may be contacted: inside the brand's hours and those of the flow's
 * newest version, which can only narrow them. Undefined when the two never overlap.
 */
export function nextContactTime(run: StepRun, flowId: string, zone: string, at: number): number | undefined {
  const brand = toWindow(run.context.settings.contactPolicy.window);
  const own = run.context.flows.get(flowId)?.newest.plan.settings.contactWindow;
  return nextOpenOfAll(own ? [brand, toWindow(own)] : [brand], zone, at);
}
