import type { JsonObject, Task } from "@sopflow/schemas";
import { expect, it } from "vitest";
import { contextOf, cst, Play } from "../journey/journey.testkit.js";
import { DAY_MS, MINUTE_MS } from "../time/index.js";
import { FLOW_TEMPLATES, TEMPLATE_ATTRIBUTES } from "./index.js";
import { personWith } from "./template-player.testkit.js";

const ADVISORS = [
  { id: "advisor-1", name: "小林", pools: ["default", "nutritionist"], capacityPerDay: 80, active: true },
];
const PRODUCTS = [{ sku: "sku-1", name: "营养粉", daysOfSupply: 30 }];
const LINES = [{ sku: "sku-1", quantity: 1, amount: 19_900 }];

/** A brand that runs all five templates at once, and one customer whom no holdout takes. */
class Life {
  readonly play = new Play(
    contextOf({
      flows: FLOW_TEMPLATES.map((t) => t.file),
      settings: { attributes: TEMPLATE_ATTRIBUTES },
      products: PRODUCTS,
      advisors: ADVISORS,
    }),
    cst("2026-06-03 09:30"),
    personWith(["first-order", "wake-up", "campaign"], 0, 9_000),
  );

  constructor() {
    for (const { id } of FLOW_TEMPLATES) this.play.published(id);
  }

  /** Time goes by in steps, as ticks come, until the advisor has an open task of that node. */
  openTask(nodeId: string): Task {
    for (let i = 0; i < 5_000; i++) {
      const task = this.play.open.find((t) => t.nodeId === nodeId);
      if (task) return task;
      this.play.until(this.play.now + 10 * MINUTE_MS);
    }
    throw new Error(`no ${nodeId}; ways: ${this.play.path.join(" ")}`);
  }

  answer(nodeId: string, outcome: string, fields?: JsonObject): void {
    const task = this.openTask(nodeId);
    this.play.now += 5 * MINUTE_MS;
    this.play.complete(task, outcome, fields === undefined ? {} : { fields });
  }

  get flows(): string[] {
    return this.play.customer.enrollments.filter((e) => e.state === "active").map((e) => e.flowId);
  }
}

it("leads one customer from the package card through the first order to the refill, one flow handing over to the next", () => {
  const life = new Life();
  const { play } = life;
  play.event("friend.added", { channel: "package-card", advisorId: "advisor-1", priceBand: "100-499", name: "李女士" });
  expect(life.flows).toEqual(["package-card-intake"]);
  life.answer("ice-break", "replied");
  life.answer("profile", "full", { user: "本人", purpose: "日常营养", dose: 1, taboos: "无" });
  life.answer("bind", "bound", { orderNo: "order-0" });
  expect(play.customer.stage).toBe("已承接");
  expect(life.flows).toEqual(["first-order"]);

  life.answer("need", "told", { need: "早饭常不吃" });
  const advise = life.openTask("advise");
  expect(advise.text).toContain("早饭常不吃");
  life.answer("advise", "ordered");
  play.now += MINUTE_MS;
  play.event("order.paid", { orderId: "order-1", amount: 19_900, lines: LINES });
  expect(life.flows).toEqual([]);
  expect(play.customer.tags).toContain("私域首单");

  play.until(play.now + 3 * DAY_MS);
  play.event("order.delivered", { orderId: "order-1" });
  expect(life.flows).toEqual(["replenishment"]);
  life.answer("usage", "understood");
  // The daily sorting runs on, and leaves the customer alone while a refill is near.
  life.answer("care-7", "good", { daysLeft: 20 });
  life.openTask("remind");
  play.schedule("activity-3-7-14", "daily");
  expect(play.trace("exited").at(-1)?.detail?.reason).toBe("replenishment-near");
  life.answer("remind", "ordered");
  play.now += MINUTE_MS;
  play.event("order.paid", { orderId: "order-2", amount: 19_900, lines: LINES });
  expect(life.flows).toEqual([]);
  expect(play.customer.flows.replenishment?.lastReason).toBe("reordered");
  expect(play.effects.filter((e) => e.kind === "alert")).toEqual([]);
});
