import { flowSchema, type PreviewCustomer } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { flowOf, sentTask, waitingTask } from "../journey/flows.testkit.js";
import { bucketOf } from "../journey/ids.js";
import { DAY_MS } from "../time/index.js";
import { compilePreview, UNFINISHED } from "./compile-preview.js";
import { customerForPreview } from "./customer-for-preview.js";
import { personInBuckets } from "./person-in-buckets.js";
import { BRAND, endOf, madeUp, previewOf, START, waysOf } from "./preview.testkit.js";
import { propsThatMatch } from "./props-that-match.js";
import { runPreview } from "./run-preview.js";

describe("a made-up customer", () => {
  it("has the totals, the stock and the activity that its past gives", () => {
    const customer = madeUp({ friendDays: 40, orders: [{ daysAgo: 20, amount: 29_900, sku: "sku-1" }] });
    expect(customer).toMatchObject({
      bound: true,
      orders: { count: 1, spend: 29_900 },
      friendSince: START - 40 * DAY_MS,
    });
    expect(customer.replenish["sku-1"]?.runOutAt).toBe(START + 12 * DAY_MS);
    expect(customer.activityAt).toBe(START - 20 * DAY_MS);
  });

  it("is as it was said to be", () => {
    const customer = madeUp({
      tier: "核心",
      priceSensitivity: "low",
      tags: ["白领女性"],
      activeDays: 3,
      stage: "已承接",
    });
    expect(customer).toMatchObject({ tier: "核心", priceSensitivity: "low", tags: ["白领女性"], stage: "已承接" });
    expect(customer.activityAt).toBe(START - 3 * DAY_MS);
    expect(customer.friendSince).toBeUndefined();
  });

  it("falls into the groups that are wished for", () => {
    const id = personInBuckets("p", [
      { experiment: "a", from: 9_000, to: 10_000 },
      { experiment: "b", from: 0, to: 5_000 },
    ]);
    expect(bucketOf(id ?? "", "a")).toBeGreaterThanOrEqual(9_000);
    expect(bucketOf(id ?? "", "b")).toBeLessThan(5_000);
    expect(personInBuckets("p", [{ experiment: "a", from: 5, to: 5 }])).toBeUndefined();
  });
});

describe("a real customer", () => {
  const file = flowOf(
    "own",
    [
      ["t", "trigger.event", { event: "message.received" }],
      ["k", "task", waitingTask(["yes"])],
    ],
    ["t:out>k"],
  );
  const one = madeUp({ friendDays: 90 }, "c-7");
  const document: PreviewCustomer = {
    ...one,
    flows: { own: { entered: 2, lastEnteredAt: START - DAY_MS }, other: { entered: 1, lastEnteredAt: START } },
    timers: [
      { at: START + 5, kind: "wait", e: "e1", n: "k", visit: 1 },
      { at: START + 9 * DAY_MS, kind: "activity", e: "", n: "", visit: 0 },
    ],
    enrollments: [
      { id: "e1", flowId: "own", state: "active", enteredAt: START - DAY_MS },
      { id: "e2", flowId: "other", state: "active", enteredAt: START },
    ],
  };

  it("is taken through the flow as if for the first time, and that is said", () => {
    const real = customerForPreview(document, "own");
    expect(real).toMatchObject({ isInFlow: true, entered: 2 });
    const preview = previewOf(file, { customer: real.customer });
    expect(waysOf(preview)).toEqual(["t:out", "k:expired"]);
  });

  it("stays in its other flows, which conditions may ask for, and which do nothing", () => {
    const { customer } = customerForPreview(document, "own");
    const where = { all: [{ fact: "customer", path: "$.flows.active", operator: "contains", value: "other" }] };
    const asks = flowOf(
      "own",
      [
        ["t", "trigger.event", { event: "message.received", where }],
        ["w", "wait.event", { on: [{ id: "a", event: "order.paid" }], timeout: "P3D" }],
      ],
      ["t:out>w"],
    );
    const events = [{ id: "o", type: "order.paid", at: START + DAY_MS, props: { orderId: "o1", amount: 100 } }];
    const preview = previewOf(asks, { customer, events });
    expect(waysOf(preview)).toEqual(["t:out", "w:a"]);
    expect(preview.stop).toBe("over");
    expect(preview.customer.enrollments.map((e) => [e.flowId, e.state])).toContainEqual(["other", "active"]);
  });

  it("is not changed by it", () => {
    const before = structuredClone(document);
    previewOf(file, { customer: customerForPreview(document, "own").customer });
    expect(document).toEqual(before);
  });
});

describe("a draft that is not finished", () => {
  const parts = [
    ["t", "trigger.event", { event: "friend.added" }],
    ["g", "tag", { add: ["x"] }],
    ["k", "task", waitingTask(["yes"], { script: undefined })],
    ["m", "task", sentTask()],
  ] as const;
  const compile = (file: unknown) => compilePreview(flowSchema.parse(file), { version: 1 });

  it("plays up to the step that has errors", () => {
    const { program, unfinished, errors } = compile(flowOf("f", parts, ["t:out>g", "g:out>k", "k:yes>m"]));
    expect([...unfinished]).toContain("k");
    expect(errors.length).toBeGreaterThan(0);
    if (!program) throw new Error("nothing to play");
    const preview = runPreview({ program, customer: madeUp(), start: { at: START, trigger: "t" }, ...BRAND });
    expect(waysOf(preview)).toEqual(["t:out", "g:out"]);
    expect(endOf(preview)).toBe(UNFINISHED);
  });

  it("plays the rest where only another part has errors", () => {
    const { program, errors } = compile(flowOf("f", parts, ["t:out>g", "g:out>m"]));
    expect(errors.length).toBeGreaterThan(0);
    if (!program) throw new Error("nothing to play");
    const preview = runPreview({ program, customer: madeUp(), start: { at: START, trigger: "t" }, ...BRAND });
    expect(endOf(preview)).toBe("completed");
  });

  it("says what must be mended first where nothing can be played", () => {
    const noTrigger = compile(flowOf("f", [["m", "task", sentTask()]], []));
    expect(noTrigger.program).toBeUndefined();
    expect(noTrigger.errors.length).toBeGreaterThan(0);
    const zone = compile(flowOf("f", parts.slice(0, 2), ["t:out>g"], { timezone: "Mars/Base" }));
    expect(zone.program).toBeUndefined();
    expect(zone.errors.length).toBeGreaterThan(0);
  });
});

describe("the entering event", () => {
  it("begins with what the trigger plainly asks for", () => {
    expect(
      propsThatMatch({
        all: [
          { fact: "event", path: "$.props.channel", operator: "equal", value: "package-card" },
          { fact: "event", path: "$.props.amount", operator: "greaterThan", value: 99 },
          { any: [{ fact: "event", path: "$.props.sku", operator: "in", value: ["a", "b"] }] },
          { not: { fact: "event", path: "$.props.shop", operator: "equal", value: "x" } },
        ],
      }),
    ).toEqual({ channel: "package-card", amount: 100, sku: "a" });
  });
});
