import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/index.js";
import { each, friendFor, known, sensitivity, tagged } from "./scenario-shapes.testkit.js";
import { type Happening, personWith, type Scenario } from "./template-player.testkit.js";

const BASE = { enter: { schedule: "opening" }, before: friendFor(60) };
const READY = ["gate:ready"];
const PLACED: Happening = { event: "order.placed", props: { orderId: "order-1", amount: 29_900 }, atNode: "rhythm" };
const PAID: Happening = { event: "order.paid", props: { orderId: "order-1", amount: 29_900 } };
/** START is 09:30; the first day of the campaign is five days on, its last minute is 23:59 two days later. */
const LAST_EVENING = 7 * DAY_MS + 14 * HOUR_MS + 20 * MINUTE_MS;

export const CAMPAIGN: readonly Scenario[] = [
  {
    ...BASE,
    title: "people of the holdout are only watched",
    customerId: personWith(["campaign"], 9_000, 10_000),
    route: [],
    through: ["opening", "holdout"],
    ends: "completed",
  },
  {
    ...BASE,
    title: "all of it, for someone who does not buy",
    route: READY,
    through: [
      ...["opening", "holdout", "prep-copy", "prep-poster", "prep-words", "prep-stock", "next-day", "briefing-1"],
      ...["gate-day", "gate", "eve", "briefing-2", "mark", "tag-in", "rhythm", "tag-out", "review-day", "review"],
    ],
    ends: "completed",
  },
  ...each({ ...BASE, route: [] }, "gate", {
    ready: "completed",
    "not-ready": "not-prepared",
    skipped: "not-prepared",
    expired: "not-prepared",
  }),
  ...each({ ...BASE, route: ["gate:not-ready"] }, "gate-2", {
    ready: "completed",
    "not-ready": "not-prepared",
    skipped: "not-prepared",
    expired: "not-prepared",
  }),
  {
    ...BASE,
    title: "a payment leaves the campaign at once",
    route: [...READY, { ...PAID, atNode: "rhythm" }],
    ends: "purchased",
  },
  {
    ...BASE,
    title: "an order that is paid within half an hour is not nudged",
    route: [...READY, PLACED, PAID],
    through: ["rhythm", "placed", "paid-soon"],
    ends: "purchased",
  },
  {
    ...BASE,
    title: "a complaint ends the campaign",
    route: [...READY, { event: "complaint.opened", atNode: "rhythm" }],
    ends: "complaint",
  },
  ...each({ ...BASE, route: [...READY, { ...PLACED, after: 5 * DAY_MS + 2 * HOUR_MS }] }, "nudge", {
    "will-pay": "completed",
    problem: "completed",
    "changed-mind": "completed",
    silent: "completed",
    skipped: "completed",
    expired: "completed",
    "do-not-disturb": "do_not_disturb",
  }),
  {
    ...BASE,
    title: "an order of the last minutes is not nudged after the deadline",
    route: [...READY, { ...PLACED, after: LAST_EVENING }, "nudge:stale"],
    through: ["placed", "paid-soon", "nudge", "tag-leave"],
    ends: "completed",
  },
  ...["孕中", "老人", "其他"].flatMap((persona) =>
    (["low", "mid", "high"] as const).flatMap((level): Scenario[] => {
      const before = known(friendFor(60), tagged(persona), sensitivity(level));
      return [
        { ...BASE, before, title: `words for ${persona}, ${level}`, route: READY, ends: "completed" },
        {
          ...BASE,
          before,
          title: `an unpaid order of ${persona}, ${level}`,
          route: [...READY, { ...PLACED, after: 5 * DAY_MS + 2 * HOUR_MS }, "nudge:problem"],
          ends: "completed",
        },
      ];
    }),
  ),
];
