import { each, friendFor, known, sensitivity, tagged } from "./scenario-shapes.testkit.js";
import { type Happening, personWith, type Scenario } from "./template-player.testkit.js";

const INTAKEN: Happening = { event: "profile.changed", props: { stage: "已承接" } };
const BASE = { enter: INTAKEN, before: friendFor(1) };
const of = (level: "low" | "mid" | "high", ...tags: string[]) => ({
  enter: INTAKEN,
  before: known(friendFor(1), sensitivity(level), tagged(...tags)),
});
const CLOSED = "closed-day-14";
const LEFT = { "not-needed": "not-needed", "do-not-disturb": "do_not_disturb" };
const nobody = { silent: CLOSED, skipped: CLOSED, expired: CLOSED };
const TOLD = { take: "need:told", fields: { need: "晚上睡得晚，早饭常不吃" } };
const answered = {
  ordered: CLOSED,
  resolved: CLOSED,
  hesitating: CLOSED,
  ...nobody,
  "do-not-disturb": "do_not_disturb",
};
const daySeven = { ordered: CLOSED, interested: CLOSED, ...nobody, ...LEFT };

export const FIRST_ORDER: readonly Scenario[] = [
  {
    ...BASE,
    title: "people of the holdout are only watched",
    customerId: personWith(["first-order"], 9_000, 10_000),
    route: [],
    through: ["intaken", "holdout"],
    ends: "completed",
  },
  {
    ...BASE,
    title: "the whole fortnight of a friend who never buys",
    route: [TOLD, "advise:silent", "proof:silent", "live:silent", "close:silent"],
    through: [
      ...["intaken", "holdout", "next-morning", "need", "save-need", "advise", "until-day-7", "by-price", "proof"],
      ...["until-live", "live", "until-day-14", "close", "tag-unconverted", "closed"],
    ],
    ends: CLOSED,
  },
  {
    ...BASE,
    title: "a payment ends the flow at once",
    route: [TOLD, "advise:ordered", { event: "order.paid", props: { orderId: "order-1", amount: 19_900 } }],
    ends: "purchased",
  },
  { ...BASE, title: "a complaint ends the flow", route: [TOLD, { event: "complaint.opened" }], ends: "complaint" },
  ...each({ ...BASE, route: [] }, "need", {
    "too-expensive": CLOSED,
    "doubts-effect": CLOSED,
    "asks-family": CLOSED,
    "has-stock": CLOSED,
    ...nobody,
    ...LEFT,
  }),
  ...each({ ...BASE, route: ["need:silent"] }, "wait-need", { replied: CLOSED, timeout: CLOSED }),
  ...each({ ...BASE, route: [TOLD] }, "advise", {
    ordered: CLOSED,
    "too-expensive": CLOSED,
    "doubts-effect": CLOSED,
    "asks-family": CLOSED,
    "has-stock": CLOSED,
    ...nobody,
    ...LEFT,
  }),
  {
    ...BASE,
    title: "an appointment is kept on its day",
    route: [
      TOLD,
      { take: "advise:appointment", fields: { on: "2026-06-07" } },
      "until-date:out",
      "advise:too-expensive",
    ],
    through: ["advise", "save-date", "until-date", "advise", "answer-price"],
    ends: CLOSED,
  },
  {
    ...BASE,
    title: "an appointment without a day goes on with day 7",
    route: [TOLD, "advise:appointment", "until-date:missing"],
    through: ["save-date", "until-date", "until-day-7"],
    ends: CLOSED,
  },
  ...["price", "proof", "family"].flatMap((doubt, i) =>
    (["low", "mid", "high"] as const).flatMap((level) =>
      ["老人", "孕中", "白领女性"].flatMap((persona) =>
        each(
          { ...of(level, persona), route: [["need:too-expensive", "need:doubts-effect", "need:asks-family"][i] ?? ""] },
          `answer-${doubt}`,
          answered,
        ),
      ),
    ),
  ),
  ...each({ ...of("high"), route: ["need:expired"] }, "gift", daySeven),
  ...each({ ...of("mid"), route: ["need:expired"] }, "proof", daySeven),
  ...each({ ...of("mid", "孕晚"), route: ["need:expired"] }, "proof", daySeven),
  ...each({ ...of("low"), route: ["need:expired"] }, "nutritionist", daySeven),
  ...each({ ...BASE, route: [] }, "live", { coming: CLOSED, busy: CLOSED, ...nobody, ...LEFT }),
  {
    ...BASE,
    title: "who has bought meanwhile is not invited to the live",
    route: [{ event: "tag.added", props: { tag: "私域首单" }, atNode: "until-live" }, "live:stale"],
    through: ["live", "until-day-14"],
    ends: CLOSED,
  },
  {
    ...BASE,
    title: "a minute of the live counts as having seen it",
    route: ["live:coming", { take: "watched:came", by: { event: "live.entered", props: { seconds: 120 } } }],
    through: ["watched", "tag-live", "until-day-14"],
    ends: CLOSED,
  },
  { ...BASE, title: "who said so and did not come", route: ["live:coming", "watched:timeout"], ends: CLOSED },
  ...each({ ...BASE, route: [] }, "close", { ordered: CLOSED, keep: CLOSED, ...nobody, ...LEFT }),
  ...(["low", "mid", "high"] as const).flatMap((level) =>
    ["备孕", "为长辈买", "白领女性", "家庭购置", "其他"].map(
      (persona): Scenario => ({
        ...of(level, persona),
        title: `advice for ${persona}, ${level}`,
        route: [TOLD, "advise:silent"],
        ends: CLOSED,
      }),
    ),
  ),
];
