import { afterEach, expect, it, vi } from "vitest";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { OPERATOR_TESTS } from "../core/rules/index.js";
import { EngineWorld } from "../worker/engine.testkit.js";
import { createFlowService } from "./flow-service.js";

let world: EngineWorld;
afterEach(() => world.dispose());

it("a flow on which the two evaluators differ is not published: the lead is told at which node, and nothing changes", async () => {
  world = await EngineWorld.create({ now: Date.UTC(2026, 4, 20, 4) });
  const { store, clock, engine } = world;
  const flows = createFlowService({ store, clock, engine });
  const rich = { all: [{ fact: "customer", path: "$.orders.spend", operator: "greaterThanInclusive", value: 5 }] };
  const file = flowOf(
    "f",
    [
      ["t", "trigger.event", { event: "friend.added" }],
      [
        "k",
        "task",
        sentTask({
          script: undefined,
          scripts: [
            { id: "rich", where: rich, text: "您好" },
            { id: "any", text: "好" },
          ],
        }),
      ],
    ],
    ["t:out>k"],
  );
  expect(await flows.create(file, "lead")).toMatchObject({ status: "ok" });
  const fault = vi.spyOn(OPERATOR_TESTS, "greaterThanInclusive").mockImplementation((a, b) => Number(a) > Number(b));
  const answer = await flows.publish("f", {}, "lead").finally(() => fault.mockRestore());
  expect(answer).toMatchObject({ status: "refused", code: "flow.gate_differs" });
  const told = answer.status === "refused" ? answer.diagnostics?.filter((one) => one.severity === "error") : [];
  expect(told?.[0]).toMatchObject({ code: "flow.gate_differs", nodeId: "k", path: "nodes.1" });
  expect(told?.[0]?.message).toMatchObject({
    zh: expect.stringContaining("script:rich"),
    en: expect.stringContaining("script:rich"),
  });
  expect(await store.flows.get("f")).toMatchObject({ state: "draft" });
  expect(await flows.versions("f")).toEqual([]);
  expect(await flows.publish("f", {}, "lead")).toMatchObject({ status: "ok" });
});
