import { each, friendFor, known, sensitivity, tagged } from "./scenario-shapes.testkit.js";
import type { Choice, Happening, Scenario } from "./template-player.testkit.js";

const LINES = [{ sku: "sku-1", quantity: 1, amount: 19_900 }];
const PAID: Happening = { event: "order.paid", props: { orderId: "order-1", amount: 19_900, lines: LINES } };
const DELIVERED: Happening = { event: "order.delivered", props: { orderId: "order-1" } };
const AGAIN = { orderId: "order-2", amount: 19_900, lines: LINES };
/** Thirty days of stock from the day of delivery. */
const BASE = { history: [PAID], enter: DELIVERED, before: friendFor(30) };
/** An order of which no line is known: nothing predicts, the fallback runs. */
const UNKNOWN = { enter: DELIVERED, before: friendFor(30) };
const DAYS = { daysLeft: 25 };
const LEFT = { "do-not-disturb": "do_not_disturb" };
const nobody = { silent: "completed", skipped: "completed", expired: "completed" };
const doubt = { ordered: "completed", resolved: "completed", hesitating: "completed", ...nobody, ...LEFT };
const told = (take: string): Choice => ({ take, fields: DAYS });
const TO_REMIND = ["usage:understood", "care-7:silent"];
/** Who never felt unwell has nothing to settle; the open suppression would hold the reminder back. */
const SETTLED = { settled: "completed", stopped: "unwell", refund: "after-sale", skipped: "unwell", expired: "unwell" };

export const REPLENISHMENT: readonly Scenario[] = [
  {
    ...BASE,
    title: "the whole way of a product that is used up and not bought again",
    route: ["usage:understood", told("care-7:good"), "remind:silent", "care-after:silent"],
    through: [
      ...["delivered", "same-evening", "usage", "until-day-7", "care-7", "until-low", "remind", "run-out"],
      ...["week-later", "care-after", "tag-lapsed"],
    ],
    ends: "completed",
  },
  {
    ...UNKNOWN,
    title: "without order lines the fallback days run",
    route: [...TO_REMIND, "remind:silent"],
    ends: "completed",
  },
  {
    ...BASE,
    title: "a reorder leaves at once and its delivery enters again",
    route: [
      ...TO_REMIND,
      "remind:ordered",
      { event: "order.paid", props: AGAIN },
      { event: "order.delivered", props: { orderId: "order-2" } },
      "usage:question",
    ],
    through: ["remind", "delivered", "usage", "answer-usage"],
    ends: "completed",
  },
  {
    ...BASE,
    title: "a reorder ends the flow",
    route: [...TO_REMIND, { event: "order.paid", props: AGAIN }],
    ends: "reordered",
  },
  {
    ...BASE,
    title: "a refund ends the flow",
    route: ["usage:understood", { event: "order.refunded", props: { orderId: "order-1", amount: 19_900 } }],
    ends: "refunded",
  },
  {
    ...BASE,
    title: "a complaint ends the flow",
    route: ["usage:silent", { event: "complaint.opened" }],
    ends: "complaint",
  },
  ...each({ ...BASE, route: [] }, "usage", {
    understood: "completed",
    question: "completed",
    unwell: "unwell",
    ...nobody,
    ...LEFT,
  }),
  ...each({ ...BASE, route: ["usage:question"] }, "answer-usage", {
    clear: "completed",
    unwell: "unwell",
    skipped: "completed",
    expired: "completed",
  }),
  ...each({ ...BASE, route: ["usage:understood"] }, "care-7", {
    good: "completed",
    "no-feeling": "completed",
    "not-started": "completed",
    unwell: "unwell",
    ...nobody,
    ...LEFT,
  }),
  ...each({ ...BASE, route: ["usage:silent", told("care-7:no-feeling")] }, "explain", {
    accepts: "completed",
    doubts: "completed",
    ...nobody,
  }),
  ...each({ ...BASE, route: ["usage:silent", "care-7:unwell"] }, "nutritionist", SETTLED),
  ...each({ ...BASE, route: TO_REMIND }, "remind", {
    ordered: "completed",
    "too-expensive": "completed",
    "doubts-effect": "completed",
    "asks-family": "completed",
    "bought-elsewhere": "completed",
    "not-needed": "not-needed",
    unwell: "unwell",
    ...nobody,
    ...LEFT,
  }),
  {
    ...BASE,
    title: "who still has stock is asked again when that runs low",
    route: [...TO_REMIND, told("remind:has-stock"), "remind:silent"],
    through: ["remind", "until-low", "remind", "run-out"],
    ends: "completed",
  },
  ...(["low", "mid", "high"] as const).flatMap((level) =>
    ["price", "proof", "family"].flatMap((name, i) =>
      each(
        {
          ...BASE,
          before: known(friendFor(30), sensitivity(level)),
          route: [...TO_REMIND, ["remind:too-expensive", "remind:doubts-effect", "remind:asks-family"][i] ?? ""],
        },
        `answer-${name}`,
        doubt,
      ),
    ),
  ),
  ...each({ ...BASE, route: [...TO_REMIND, "remind:silent"] }, "care-after", {
    "will-reorder": "completed",
    stopped: "completed",
    unwell: "unwell",
    ...nobody,
    ...LEFT,
  }),
  {
    ...BASE,
    title: "who turns out to have stock after the run-out is reminded anew",
    route: [...TO_REMIND, "remind:silent", told("care-after:has-stock"), "remind:silent"],
    through: ["care-after", "until-low", "remind"],
    ends: "completed",
  },
  {
    ...BASE,
    title: "the second purchase is thanked for",
    history: [{ event: "order.paid", props: { orderId: "order-0", amount: 9_900, lines: LINES } }, PAID],
    route: [],
    ends: "completed",
  },
  ...["备孕", "老人", "家庭购置", "其他"].flatMap((persona) =>
    (["low", "mid", "high"] as const).map(
      (level): Scenario => ({
        ...BASE,
        title: `words for ${persona}, ${level}`,
        before: known(friendFor(30), tagged(persona), sensitivity(level)),
        route: [],
        ends: "completed",
      }),
    ),
  ),
];
