import type { FlowSettings } from "@sopflow/schemas";
import { current, isDraft } from "immer";
import type { EditCommand } from "../edit-command.js";
import { type Shaped, shapeSettings } from "../rules/sound-shape.js";
import { type FieldPath, setAtPath } from "../set-at-path.js";

export interface ChangeSettings {
  /** Inside the settings; empty = all of them. */
  readonly path: FieldPath;
  /** Undefined takes the field away (its default comes back), or the element out of its list. */
  readonly value: unknown;
}

/** Changes a field of the flow's settings; what has no sound shape is refused with every fault. */
export const changeSettings: EditCommand<ChangeSettings> = {
  name: "change-settings",
  refuse(flow, { path, value }) {
    const shaped = withValue(flow.settings, path, value);
    return shaped.ok ? [] : shaped.problems;
  },
  edit(flow, { path, value }) {
    const before = isDraft(flow.settings) ? current(flow.settings) : flow.settings;
    const shaped = withValue(before, path, value);
    if (shaped.ok && JSON.stringify(shaped.value) !== JSON.stringify(before)) flow.settings = shaped.value;
  },
};

const withValue = (settings: FlowSettings, path: FieldPath, value: unknown): Shaped<FlowSettings> =>
  shapeSettings(setAtPath(settings, path, value));
