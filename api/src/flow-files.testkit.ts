import { compileFlow } from "@sopflow/engine/core";
import type { FlowFile } from "@sopflow/schemas";
import { flowSchema } from "@sopflow/schemas";
import type { TestApi } from "./test-api.testkit.js";

const place = { x: 0, y: 0 };

/** A message leads to a task that waits for its outcome. */
export const CARE_FLOW: FlowFile = {
  schema: "sopflow/flow@1",
  id: "care",
  name: "关怀",
  settings: { reentry: "never" },
  nodes: [
    { id: "t", type: "trigger.event", position: place, data: { event: "message.received", where: { all: [] } } },
    {
      id: "k",
      type: "task",
      label: "先问候",
      position: place,
      data: {
        title: "回复客户",
        script: "您好，有什么可以帮您？",
        purpose: "reply",
        wait: true,
        outcomes: [
          {
            id: "good",
            label: "满意",
            contact: "replied",
            fields: [{ id: "left", label: "还剩几天", type: "daysLeft" }],
          },
          { id: "busy", label: "没空", contact: "delivered_no_reply" },
        ],
        skipReasons: ["刚聊过"],
      },
    },
    { id: "x", type: "exit", position: place, data: { reason: "served" } },
  ],
  edges: [
    { id: "e1", source: "t", sourceHandle: "out", target: "k" },
    { id: "e2", source: "k", sourceHandle: "good", target: "x" },
  ],
};

/** Two advisors with a customer each, whose messages have made a task for each: `c1` of `a1`, `c2` of `a2`. */
export async function twoAdvisorsAtWork(
  api: Pick<TestApi, "store" | "engine" | "clock">,
  file: FlowFile = CARE_FLOW,
): Promise<{ taskOf(customerId: string): Promise<string> }> {
  const { store, engine, clock } = api;
  const advisor = { pools: ["default"], capacityPerDay: 80, active: true };
  await store.brand.saveAdvisors([
    { id: "a1", name: "小林", ...advisor },
    { id: "a2", name: "小周", ...advisor },
  ]);
  const flow = flowSchema.parse(file);
  const { compiled, diagnostics } = compileFlow(flow, { version: 1 });
  if (!compiled) throw new Error(JSON.stringify(diagnostics));
  await store.flows.save({ flow, expectedRevision: 0, at: clock.now(), by: "test" });
  await store.flows.publish({
    flowId: flow.id,
    version: 1,
    flow,
    compiled,
    publishedAt: clock.now(),
    publishedBy: "test",
  });
  await engine.contextChanged();
  const at = new Date(clock.now()).toISOString();
  const friends = ["1", "2"].flatMap((n) => [
    { id: `f${n}`, type: "friend.added", customer: `c${n}`, at, props: { advisorId: `a${n}`, name: `客户${n}` } },
    { id: `m${n}`, type: "message.received", customer: `c${n}`, at, props: { advisorId: `a${n}`, text: "在吗" } },
  ]);
  await engine.post(friends, { origin: "intake" });
  await engine.runUntilIdle();
  return {
    async taskOf(customerId) {
      const [task] = await store.tasks.query({ customerId, limit: 1 });
      if (!task) throw new Error(`no task for ${customerId}`);
      return task.id;
    },
  };
}
