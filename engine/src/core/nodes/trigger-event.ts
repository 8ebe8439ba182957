import { triggerPlace } from "../flow/condition-place.js";
import { eventTypeIs } from "../flow/rule-draft.js";
import { checkMaterials } from "./materials.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

/** Events that come with a code for a welcome message (change_external_contact). */
const GREETED: ReadonlySet<string> = new Set(["friend.added", "friend.half_added"]);

export const triggerEvent: NodeDefinition<"trigger.event"> = {
  ...NODE_SHAPES["trigger.event"],
  check({ data }, check) {
    check.eventType(data.event, ["data", "event"]);
    check.where(data.where, ["data", "where"], triggerPlace(data.event));
    if (data.existing === "enroll") check.error("trigger.existing_enroll", ["data", "existing"]);
    if (data.welcome !== undefined) {
      if (!GREETED.has(data.event)) check.error("trigger.welcome_event", ["data", "welcome"], { event: data.event });
      check.template(data.welcome.text, ["data", "welcome", "text"]);
      checkMaterials(data.welcome.materials, ["data", "welcome", "materials"], check);
    }
    check.duration(data.maxAge, ["data", "maxAge"], "duration.zero");
  },
  resolve: (data, prepare) => ({ ...data, where: prepare(data.where) }),
  rules: (data) => [{ port: "out", input: "event", when: [eventTypeIs(data.event), data.where] }],
  listens: (data) => [{ event: data.event, where: data.where, port: "out" }],
  // Nothing leads to a trigger: entering a flow begins behind it.
  arrive: () => "stay",
};
