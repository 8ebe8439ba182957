import {
  contactedYesterday,
  each,
  friendFor,
  known,
  lastActive,
  sensitivity,
  stockFor,
  tagged,
  tier,
} from "./scenario-shapes.testkit.js";
import { personWith, type Scenario } from "./template-player.testkit.js";

type Before = NonNullable<Scenario["before"]>;

const friend = (...more: Before[]) => ({ enter: { schedule: "daily" }, before: known(friendFor(60), ...more) });
const LATELY = lastActive(10);
const LONG_AGO = lastActive(40);
const NEAR = "replenishment-near";
const LEFT = { removed: "removed", "do-not-disturb": "do_not_disturb" };
const talk = {
  replied: "completed",
  silent: "completed",
  unwell: "completed",
  skipped: "completed",
  expired: "completed",
  ...LEFT,
};
const sent = {
  done: "completed",
  not_friend: "removed",
  limit: "completed",
  skipped: "completed",
  expired: "completed",
};
/** Eleven days of stock: no replenishment is near, until the task has been put off for two days. */
const soonNear = known(contactedYesterday("service"), stockFor(11));
const second = friend(LATELY, tier("高"));
const SILENT_ONCE = ["touch-high:silent", "back:timeout"];

export const ACTIVITY: readonly Scenario[] = [
  {
    ...friend(LATELY, stockFor(5)),
    title: "who needs a refill soon is left to the replenishment flow",
    route: [],
    through: ["daily", "runout", "leave-to-replenish"],
    ends: NEAR,
  },
  {
    ...friend(lastActive(1)),
    title: "who talked within 3 days is tagged and left alone",
    route: [],
    through: ["runout", "level", "tag-3d"],
    ends: "completed",
  },
  {
    ...friend(lastActive(40)),
    title: "people of the holdout are not woken",
    customerId: personWith(["wake-up"], 9_000, 10_000),
    route: [],
    through: ["tag-quiet", "holdout"],
    ends: "completed",
  },
  {
    ...friend(LONG_AGO, tier("高")),
    title: "an order ends the wake-up",
    route: ["call:unanswered", { event: "order.paid", props: { orderId: "order-1", amount: 19_900 } }],
    ends: "purchased",
  },
  {
    ...friend(LATELY),
    title: "a complaint ends the wake-up",
    route: [{ event: "complaint.opened" }],
    ends: "complaint",
  },
  ...each({ ...friend(lastActive(5)), route: [] }, "light", talk),
  ...each({ ...friend(LATELY, tier("核心")), route: [] }, "touch-high", talk),
  ...each({ ...friend(LATELY, tier("中")), route: [] }, "touch-middle", talk),
  ...each({ ...friend(LATELY), route: [] }, "touch-many", sent),
  ...each({ ...friend(LONG_AGO, tier("高")), route: [] }, "call", {
    answered: "completed",
    unanswered: "completed",
    refused: "completed",
    invalid: "completed",
    unwell: "completed",
    skipped: "completed",
    expired: "completed",
    "do-not-disturb": "do_not_disturb",
  }),
  ...each({ ...friend(LONG_AGO, tier("中")), route: [] }, "wake-middle", talk),
  ...each({ ...friend(LONG_AGO), route: [] }, "wake-many", sent),
  ...each({ ...friend(), route: [] }, "hello", talk),
  ...each({ ...friend(LATELY, tier("高"), soonNear), route: [] }, "touch-high", { stale: NEAR }),
  ...each({ ...friend(LATELY, tier("中"), soonNear), route: [] }, "touch-middle", { stale: NEAR }),
  ...each({ ...friend(LONG_AGO, tier("高"), soonNear), route: [] }, "call", { stale: NEAR }),
  ...each({ ...friend(LONG_AGO, tier("中"), soonNear), route: [] }, "wake-middle", { stale: NEAR }),
  {
    ...friend(LATELY),
    title: "who answers within five days has come back",
    route: ["touch-many:done", { take: "back:met", by: { event: "message.received" } }],
    through: ["back", "tag-back"],
    ends: "completed",
  },
  {
    ...friend(LATELY),
    title: "people of small value are not asked twice",
    route: ["touch-many:done", "back:timeout"],
    through: ["back", "value-second", "tag-lost"],
    ends: "completed",
  },
  ...each({ ...second, route: SILENT_ONCE }, "second", { ...talk, ordered: "completed", "not-needed": "not-needed" }),
  ...each({ ...friend(LATELY, tier("高"), stockFor(15)), route: SILENT_ONCE }, "second", { stale: NEAR }),
  {
    ...second,
    title: "who answers the second time has come back too",
    route: [...SILENT_ONCE, "second:silent", { take: "back-2:met", by: { event: "link.clicked" } }],
    through: ["second", "back-2", "tag-back"],
    ends: "completed",
  },
  ...each({ ...second, route: [...SILENT_ONCE, "second:silent"] }, "back-2", { timeout: "completed" }),
  ...["产后哺乳", "老人", "白领女性", "家庭购置", "其他"].flatMap((persona) =>
    (["low", "mid", "high"] as const).flatMap((level) =>
      (
        [
          ["4–7 days", lastActive(5), "中"],
          ["8–14 days", LATELY, "中"],
          ["8–14 days", LATELY, "高"],
          ["long silent", LONG_AGO, "中"],
        ] as const
      ).map(
        ([silence, active, rank]): Scenario => ({
          ...friend(active, tier(rank), tagged(persona), sensitivity(level)),
          title: `words for ${persona}, ${level}, ${rank}, ${silence}`,
          route: [],
          ends: "completed",
        }),
      ),
    ),
  ),
];
