import { describe, expect, it } from "vitest";
import { cst, program } from "../journey/journey.testkit.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/index.js";
import { FLOW_TEMPLATES } from "./index.js";
import { friendFor, known, lastActive, sensitivity, tier } from "./scenario-shapes.testkit.js";
import { brandWith, type Played, personWith, playScenario, type Scenario, START } from "./template-player.testkit.js";

/** A scenario of one template, played; its end is not asked about here. */
function play(id: string, scenario: Omit<Scenario, "title" | "ends">): Played {
  const file = FLOW_TEMPLATES.find((t) => t.id === id)?.file;
  if (!file) throw new Error(`no template ${id}`);
  return playScenario({ ...scenario, title: "", ends: "" }, program(file), brandWith(file));
}

function taskOf(played: Played, nodeId: string, slotId?: string) {
  const task = played.play.tasks.find((t) => t.nodeId === nodeId && t.slotId === slotId);
  if (!task) throw new Error(`${nodeId} issued nothing; ways: ${played.ports.join(" ")}`);
  return task;
}

const card = (priceBand: string) => ({
  event: "friend.added",
  props: { channel: "package-card", advisorId: "advisor-1", priceBand },
});

describe("card intake", () => {
  it("welcomes by itself, else by the advisor, and breaks the ice within minutes, sooner for high value", () => {
    for (const [band, node, dueMinutes] of [
      ["100-499", "ice-break", 15],
      ["over-2000", "ice-break-high", 5],
    ] as const) {
      const played = play("package-card-intake", { enter: card(band), route: [] });
      const welcome = taskOf(played, "welcome");
      expect(welcome.issuedAt - START).toBe(MINUTE_MS / 2);
      expect(welcome.dueAt - welcome.issuedAt).toBe(2 * MINUTE_MS);
      const iceBreak = taskOf(played, node);
      expect(iceBreak.issuedAt - welcome.issuedAt).toBe(MINUTE_MS / 2);
      expect(iceBreak.dueAt - iceBreak.issuedAt).toBe(dueMinutes * MINUTE_MS);
      const greeted = play("package-card-intake", { enter: card(band), route: ["welcomed:sent"] });
      expect(greeted.play.tasks.map((task) => task.nodeId)).not.toContain("welcome");
    }
  });

  it("calls only people of high value, after the service message of the next day", () => {
    const high = play("package-card-intake", { enter: card("over-2000"), route: ["ice-break-high:silent"] });
    const next = taskOf(high, "next-day");
    expect(next.purpose).toBe("service");
    expect(next.issuedAt - START).toBeGreaterThan(20 * HOUR_MS);
    expect(next.issuedAt - START).toBeLessThan(30 * HOUR_MS);
    expect(taskOf(high, "call").channel).toBe("phone");
    const normal = play("package-card-intake", { enter: card("100-499"), route: ["ice-break:silent"] });
    expect(normal.play.tasks.map((t) => t.nodeId)).not.toContain("call");
  });

  it("keeps what the customer told in the profile and ends at 已承接", () => {
    const fields = { user: "爸妈", purpose: "日常营养", dose: 2, taboos: "海鲜" };
    const route = ["ice-break:replied", { take: "profile:full", fields }, "bind:bound"];
    const { customer } = play("package-card-intake", { enter: card("100-499"), route }).play;
    expect(customer.attributes).toMatchObject({ user: "爸妈", purpose: "日常营养", dailyDose: 2, taboos: "海鲜" });
    expect(customer.tags).toEqual(
      expect.arrayContaining(["包裹卡", "入口100-499元", "已建档", "为长辈买", "有忌口", "已绑单"]),
    );
    expect(customer.stage).toBe("已承接");
  });

  it("sells nothing", () => {
    const file = FLOW_TEMPLATES.find((t) => t.id === "package-card-intake")?.file;
    for (const node of file?.nodes ?? []) {
      if (node.type === "task") expect(["reply", "service"], node.id).toContain(node.data.purpose);
    }
  });
});

describe("first order", () => {
  const enter = { event: "profile.changed", props: { stage: "已承接" } };
  const before = friendFor(1);

  it("moves on day 7, on live day and on day 14 of the friendship", () => {
    const played = play("first-order", { enter, before: known(before, sensitivity("high")), route: [] });
    expect(taskOf(played, "need").issuedAt).toBe(cst("2026-06-04 10:00"));
    expect(taskOf(played, "gift").issuedAt).toBe(cst("2026-06-09 10:00"));
    expect(taskOf(played, "live").issuedAt).toBe(cst("2026-06-12 15:00"));
    expect(taskOf(played, "close").issuedAt).toBe(cst("2026-06-16 10:00"));
  });

  it("counts the payment as its goal, tags it and takes the open task back", () => {
    const paid = { event: "order.paid", props: { orderId: "order-1", amount: 19_900 }, atNode: "live" };
    const played = play("first-order", { enter, before, route: [paid] });
    expect(played.ends).toBe("purchased");
    expect(played.play.trace("goal").map((t) => t.detail?.goal)).toEqual(["first-order"]);
    expect(played.play.trace("withdrawn").map((t) => t.nodeId)).toEqual(["live"]);
    expect(played.play.customer.tags).toContain("私域首单");
  });

  it("gives the holdout no task and still counts its goal", () => {
    const paid = { event: "order.paid", props: { orderId: "order-1", amount: 19_900 } };
    const customerId = personWith(["first-order"], 9_000, 10_000);
    const played = play("first-order", { enter, before, customerId, route: [paid] });
    expect(played.play.tasks).toEqual([]);
    expect(played.play.trace("goal")).toHaveLength(1);
  });
});

describe("3/7/14-day activity", () => {
  const enter = { schedule: "daily" };

  it("touches first without product, link or price", () => {
    const file = FLOW_TEMPLATES.find((t) => t.id === "activity-3-7-14")?.file;
    const first = ["light", "touch-high", "touch-middle", "touch-many", "call", "wake-middle", "wake-many", "hello"];
    for (const node of file?.nodes ?? []) {
      if (node.type !== "task" || !first.includes(node.id)) continue;
      expect(node.data.purpose).toBe("service");
      const said = [node.data.script ?? "", ...(node.data.scripts ?? []).map((s) => s.text)];
      for (const text of said) expect(text, node.id).not.toMatch(/产品|链接|下单|价格|优惠|回馈|新品/);
    }
  });

  it("keeps one level tag at a time", () => {
    const before = known(friendFor(60), lastActive(10), (customer) => {
      customer.tags = ["3天活跃"];
    });
    const { customer } = play("activity-3-7-14", { enter, before, route: ["touch-many:done"] }).play;
    expect(customer.tags).toContain("14天活跃");
    expect(customer.tags).not.toContain("3天活跃");
  });

  it("wakes by value: a call for 高, a chat for 中, a group send for the others", () => {
    const channelOf = (rank: "高" | "中" | "普通") => {
      const before = known(friendFor(60), lastActive(40), tier(rank));
      return play("activity-3-7-14", { enter, before, route: [] }).play.tasks[0]?.channel;
    };
    expect((["高", "中", "普通"] as const).map(channelOf)).toEqual(["phone", "chat", "group_send"]);
  });
});

describe("replenishment", () => {
  const lines = [{ sku: "sku-1", quantity: 1, amount: 19_900 }];
  const base = {
    history: [{ event: "order.paid", props: { orderId: "order-1", amount: 19_900, lines } }],
    enter: { event: "order.delivered", props: { orderId: "order-1" } },
    before: friendFor(30),
  };

  it("reminds 10 days before the run-out and cares 7 days after it, at an hour for it", () => {
    const played = play("replenishment", { ...base, route: [] });
    expect(taskOf(played, "usage").issuedAt).toBe(cst("2026-06-03 19:30"));
    expect(taskOf(played, "care-7").issuedAt).toBe(cst("2026-06-10 10:00"));
    const runOut = START + MINUTE_MS + 30 * DAY_MS; // delivered one minute after the payment
    const remind = taskOf(played, "remind").issuedAt;
    expect(Math.abs(remind - (runOut - 10 * DAY_MS))).toBeLessThan(DAY_MS);
    const care = taskOf(played, "care-after").issuedAt;
    expect(care - runOut).toBeGreaterThanOrEqual(7 * DAY_MS - DAY_MS);
    expect(care - runOut).toBeLessThan(8 * DAY_MS + DAY_MS);
  });

  it("plans the reminder anew when the customer says how much is left", () => {
    const more = { take: "care-7:good", fields: { daysLeft: 40 } };
    const played = play("replenishment", { ...base, route: [more] });
    const told = cst("2026-06-10 10:10");
    expect(Math.abs(taskOf(played, "remind").issuedAt - (told + 30 * DAY_MS))).toBeLessThan(DAY_MS);
  });

  it("brings who feels unwell to a nutritionist within the hour and holds marketing", () => {
    const played = play("replenishment", { ...base, route: ["care-7:unwell", "nutritionist:settled"] });
    const task = taskOf(played, "nutritionist");
    expect(task.assign).toBe("pool:nutritionist");
    expect(task.dueAt - task.issuedAt).toBe(HOUR_MS);
    const reminded = played.play.tasks.filter((t) => t.nodeId === "remind");
    expect(reminded).toEqual([]);
    expect(played.play.trace("deferred").map((t) => t.detail?.reason)).toContain("suppressed.unwell");
  });
});

describe("3-day campaign", () => {
  const base = { enter: { schedule: "opening" }, before: friendFor(60) };
  const DEADLINE = cst("2026-06-11 00:00");
  const route = ["gate:ready"];

  it("issues every slot on its own day and nothing to customers after the deadline", () => {
    const { play: journey } = play("campaign-3-day", { ...base, route });
    const slots = journey.tasks.filter((t) => t.slotId !== undefined);
    expect(slots.map((t) => [t.slotId, t.issuedAt])).toEqual([
      ["d1-moments", cst("2026-06-08 09:00")],
      ["d1-offer", cst("2026-06-08 10:00")],
      ["d2-moments", cst("2026-06-09 09:00")],
      ["d2-feedback", cst("2026-06-09 10:30")],
      ["d2-live", cst("2026-06-09 18:00")],
      ["d3-moments", cst("2026-06-10 09:00")],
      ["d3-deadline", cst("2026-06-10 10:30")],
      ["d3-places", cst("2026-06-10 18:30")],
    ]);
    for (const task of journey.tasks.filter((t) => t.scope === "customer")) {
      expect(task.expiresAt, task.slotId).toBeLessThanOrEqual(DEADLINE);
    }
  });

  it("is prepared 72 hours before it opens, by staff and not per customer", () => {
    const played = play("campaign-3-day", { ...base, route });
    expect(cst("2026-06-08 09:00") - taskOf(played, "gate").issuedAt).toBe(72 * HOUR_MS);
    const staff = played.play.tasks.filter((t) => t.slotId === undefined);
    expect(staff.map((t) => t.nodeId)).toEqual([
      ...["prep-copy", "prep-poster", "prep-words", "prep-stock", "briefing-1", "gate", "briefing-2", "review"],
    ]);
    expect(new Set(staff.map((t) => t.scope))).toEqual(new Set(["advisor"]));
  });

  it("speaks once, without offers, to people of low sensitivity", () => {
    const played = play("campaign-3-day", { ...base, before: known(friendFor(60), sensitivity("low")), route });
    const chats = played.play.tasks.filter((t) => t.scope === "customer");
    expect(chats.map((t) => t.slotId)).toEqual(["d1-offer"]);
  });

  it("nudges an unpaid order once, half an hour after it was placed", () => {
    const placed = {
      event: "order.placed",
      props: { orderId: "order-1", amount: 29_900 },
      after: 5 * DAY_MS + HOUR_MS,
    };
    const played = play("campaign-3-day", { ...base, route: [...route, placed] });
    const nudges = played.play.tasks.filter((t) => t.nodeId === "nudge");
    expect(nudges.map((t) => t.issuedAt - (START + placed.after))).toEqual([30 * MINUTE_MS]);
    expect(nudges[0]?.text).toContain("299");
    const later = played.play.tasks.filter((t) => t.slotId !== undefined && t.issuedAt > START + placed.after);
    expect(later).toEqual([]);
  });

  it("does not take an order of somebody outside the campaign for its own", () => {
    const order = { event: "order.placed", props: { orderId: "order-1", amount: 29_900 } };
    expect(() => play("campaign-3-day", { enter: order, before: friendFor(60), route: [] })).toThrow("Did not enter");
  });
});
