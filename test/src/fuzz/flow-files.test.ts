import { analyseFlow, compileFlow, loadProgram, parseFlow, TEMPLATE_GALLERY } from "@sopflow/engine/core";
import { brandSettingsSchema, type JsonObject } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextOf, cst, Play } from "../../../engine/src/core/journey/journey.testkit.js";
import { expectDiagnostics } from "./checked-problems.js";
import { holds } from "./hold.js";
import { hostileJson, mutated, nudged } from "./hostile-values.js";

const DAY = 86_400_000;
const T0 = cst("2026-03-02 10:00");
const { contactPolicy } = brandSettingsSchema.parse({});
const good = TEMPLATE_GALLERY.map(({ file }) => file);
const changedFlow = fc.constantFrom(...good).chain((file) => fc.oneof(mutated(file), nudged(file)));

const EVENTS: readonly (readonly [type: string, props: JsonObject])[] = [
  ["friend.added", { advisorId: "a1", name: "\uFEFF{{customer.name}}\u202E", channel: "card" }],
  ["message.received", { text: "=1+1" }],
  ["order.paid", { orderId: "o1", amount: 12_800, items: [{ sku: "__proto__", quantity: 2, amount: 12_800 }] }],
  ["tag.added", { tag: "constructor" }],
  ["order.refunded", { orderId: "o1", amount: 12_800 }],
];

/** Lets somebody live through a flow: no step may throw, whatever the flow says. */
function live(flow: Parameters<typeof contextOf>[0]["flows"][number]): void {
  const play = new Play(contextOf({ flows: [flow] }), T0);
  for (const [type, props] of EVENTS) {
    play.event(type, props);
    for (let wakes = 0; play.wakeAt !== null && play.wakeAt <= play.now + 2 * DAY && wakes < 50; wakes++) {
      play.until(play.wakeAt);
    }
    const [task] = play.open;
    if (task) play.complete(task, task.outcomes[0]?.id);
    play.until(play.now + 2 * DAY);
  }
  expect(play.trace("failed").map((line) => line.detail)).toEqual([]);
}

describe("flow files", () => {
  it.each(good.map((file) => [file.id, file] as const))("the template %s compiles and is lived through", (_, file) => {
    const { compiled, diagnostics } = compileFlow(file, { version: 1 });
    expect([compiled?.flowId, diagnostics.filter((one) => one.severity === "error")]).toEqual([file.id, []]);
    live(file);
  });

  holds("any JSON gets diagnostics with a code, a place and words", hostileJson, { seed: 1, runs: 300 }, (value) => {
    expectDiagnostics(parseFlow(value).diagnostics);
    const { compiled, diagnostics } = compileFlow(value, { version: 1 });
    expect(compiled).toBeUndefined();
    expectDiagnostics(diagnostics);
  });

  let accepted = 0;
  holds("templates changed anywhere are refused with reasons, or run", changedFlow, { seed: 2, runs: 300 }, (value) => {
    const { compiled, diagnostics } = compileFlow(value, { version: 1, now: T0, publish: true });
    expectDiagnostics(diagnostics);
    expect(diagnostics.some((one) => one.severity === "error")).toBe(compiled === undefined);
    const { flow } = parseFlow(value);
    if (flow) expectDiagnostics(analyseFlow(flow, { contactPolicy, others: [] }));
    if (!compiled || !flow) return;
    accepted += 1;
    expect(loadProgram(structuredClone(compiled)).flowId).toBe(flow.id);
    live(flow);
  });
  it("some of the changed templates were accepted and lived through", () => expect(accepted).toBeGreaterThan(40));

  holds(
    "text that is no JSON, or JSON with a mark of byte order, is no flow",
    fc.string({ unit: "binary" }),
    { seed: 3, runs: 200 },
    (text) => {
      expect(parseFlow(text).diagnostics.map((one) => one.code)).toEqual(["flow.not_object"]);
      expect(parseFlow(`\uFEFF${JSON.stringify(good[0])}`).diagnostics.map((one) => one.code)).toEqual([
        "flow.not_object",
      ]);
    },
  );
});
