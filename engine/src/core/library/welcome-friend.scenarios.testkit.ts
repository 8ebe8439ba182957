import type { Scenario } from "./template-player.testkit.js";

const ADDED = { enter: { event: "friend.added", props: { channel: "store", advisorId: "advisor-1" } } } as const;

export const WELCOME_FRIEND: readonly Scenario[] = [
  {
    ...ADDED,
    title: "who answers the greeting is noted as one the ice is broken with",
    route: ["welcome:replied"],
    through: ["added", "welcome", "ice-broken"],
    ends: "completed",
  },
  { ...ADDED, title: "who does not answer is left in peace", route: ["welcome:silent"], ends: "completed" },
  { ...ADDED, title: "an advisor may skip the greeting", route: ["welcome:skipped"], ends: "completed" },
  { ...ADDED, title: "a greeting that nobody sent expires", route: ["welcome:expired"], ends: "completed" },
  {
    ...ADDED,
    title: "who complains is not greeted any more",
    route: [{ event: "complaint.opened", atNode: "welcome" }],
    ends: "complaint",
  },
];
