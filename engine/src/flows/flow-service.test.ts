import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brandSettingsSchema, type FlowFile } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FLOW_TEMPLATES } from "../core/library/index.js";
import { openSqliteStore, type Store } from "../store/index.js";
import { VirtualClock } from "../worker/clock.js";
import type { FlowAnswer } from "./flow-answer.js";
import { createFlowService, type FlowService } from "./flow-service.js";

const NOW = Date.UTC(2026, 4, 20, 4);
const at = { x: 0, y: 0 };

const flowFile = (id: string, more: Partial<FlowFile> = {}): FlowFile => ({
  schema: "sopflow/flow@1",
  id,
  name: "Care after an order",
  nodes: [
    { id: "t", type: "trigger.event", position: at, data: { event: "order.paid" } },
    { id: "k", type: "task", position: at, data: { title: "Care", script: "Hello", wait: false } },
  ],
  edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "k" }],
  ...more,
});

let folder: string;
let store: Store;
let flows: FlowService;
let clock: VirtualClock;
let announced: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sopflow-flows-"));
  store = openSqliteStore({ file: join(folder, "sopflow.db") });
  clock = new VirtualClock(NOW);
  announced = 0;
  const contextChanged = async () => {
    announced += 1;
  };
  flows = createFlowService({ store, clock, engine: { contextChanged } });
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function value<T>(answer: FlowAnswer<T>): T {
  if (answer.status !== "ok") throw new Error(`${answer.code}: ${JSON.stringify(answer.diagnostics)}`);
  return answer.value;
}
const codeOf = (answer: FlowAnswer<unknown>) => (answer.status === "ok" ? "ok" : answer.code);
const actions = async (flowId: string) =>
  (await store.flows.auditOf(`flow:${flowId}`, { limit: 20 })).map(({ action }) => action);

describe("drafts", () => {
  it("keeps a draft with problems and tells them, and refuses what is no flow", async () => {
    const answer = await flows.create(flowFile("a", { edges: [] }), "lead");
    expect(answer.status === "ok" && answer.diagnostics.map((d) => d.code)).toContain("flow.unreachable_node");
    expect(value(answer).revision).toBe(1);
    expect(codeOf(await flows.create({ id: "b" }, "lead"))).toBe("flow.has_problems");
    expect(codeOf(await flows.create(flowFile("a"), "lead"))).toBe("flow.exists");
  });

  it("takes a save only from the revision it was made from", async () => {
    value(await flows.create(flowFile("a"), "lead"));
    expect(value(await flows.save("a", flowFile("a", { name: "B" }), 1, "lead")).revision).toBe(2);
    const late = await flows.save("a", flowFile("a", { name: "C" }), 1, "other");
    expect(late).toMatchObject({ status: "refused", code: "flow.revision_conflict" });
    expect((await store.flows.get("a"))?.flow.name).toBe("B");
    expect(codeOf(await flows.save("a", flowFile("b"), 2, "lead"))).toBe("request.invalid");
    expect(codeOf(await flows.save("none", flowFile("none"), 0, "lead"))).toBe("flow.not_found");
  });

  it("lets only one of two saves of the same revision through when they come at once", async () => {
    value(await flows.create(flowFile("a"), "lead"));
    const answers = await Promise.all(["B", "C"].map((name) => flows.save("a", flowFile("a", { name }), 1, name)));
    expect(answers.map(codeOf).sort()).toEqual(["flow.revision_conflict", "ok"]);
  });

  it("gives copies and empty flows ids of their own", async () => {
    value(await flows.create(flowFile("a"), "lead"));
    expect(value(await flows.duplicate("a", {}, "lead")).flowId).toBe("a-copy");
    expect(value(await flows.duplicate("a", {}, "lead")).flowId).toBe("a-copy-2");
    expect(value(await flows.createEmpty({ name: "首单转化" }, "lead")).flowId).toBe("flow");
    expect(value(await flows.createEmpty({ name: "Win back!" }, "lead")).flowId).toBe("win-back");
    expect(value(await flows.rename("a", "New name", 1, "lead")).flow.name).toBe("New name");
  });

  it("makes every template a flow that this brand can publish", async () => {
    for (const { id } of FLOW_TEMPLATES) {
      const draft = value(await flows.fromTemplate({ template: id }, "lead"));
      const diagnostics = await flows.validate(draft.flow);
      expect(diagnostics.filter((d) => d.code === "attribute.unknown")).toEqual([]);
    }
    expect(value(await flows.fromTemplate({ template: "first-order" }, "lead")).flowId).toBe("first-order-2");
    expect(codeOf(await flows.fromTemplate({ template: "none" }, "lead"))).toBe("flow.not_found");
  });
});

describe("publishing", () => {
  it("stores the next version, makes the flow live and tells the engine", async () => {
    value(await flows.create(flowFile("a"), "lead"));
    expect(value(await flows.publish("a", {}, "lead"))).toMatchObject({ version: 1, publishedBy: "lead" });
    value(await flows.save("a", flowFile("a", { name: "B" }), 1, "lead"));
    expect(value(await flows.publish("a", { revision: 2 }, "lead")).version).toBe(2);
    expect((await flows.versions("a")).map((v) => v.version)).toEqual([1, 2]);
    expect(await store.flows.get("a")).toMatchObject({ state: "live", publishedVersion: 2 });
    expect(announced).toBe(2);
    expect((await actions("a")).sort()).toEqual(["create", "publish", "publish", "save"]);
  });

  it("makes one version of the same draft published twice, also at once", async () => {
    value(await flows.create(flowFile("a"), "lead"));
    const answers = await Promise.all([flows.publish("a", {}, "lead"), flows.publish("a", {}, "lead")]);
    expect(answers.map((answer) => value(answer).version)).toEqual([1, 1]);
    expect(announced).toBe(1);
  });

  it("refuses a flow with problems, all of them listed, and leaves everything as it was", async () => {
    const broken = flowFile("a", {
      edges: [],
      settings: { timezone: "Mars/Olympus" },
    });
    value(await flows.create(broken, "lead"));
    const answer = await flows.publish("a", {}, "lead");
    expect(codeOf(answer)).toBe("flow.has_problems");
    const codes = answer.status === "refused" ? answer.diagnostics?.map((d) => d.code) : [];
    expect(codes).toEqual(expect.arrayContaining(["flow.unknown_zone", "flow.unreachable_node"]));
    expect(await store.flows.get("a")).toMatchObject({ state: "draft" });
    expect(announced).toBe(0);
  });

  it("refuses a webhook to a host that the settings do not allow, which a draft may hold", async () => {
    const hooked: FlowFile["nodes"] = [
      { id: "t", type: "trigger.event", position: at, data: { event: "order.paid" } },
      { id: "k", type: "webhook", position: at, data: { url: "https://example.com" } },
    ];
    value(await flows.create(flowFile("a", { nodes: hooked }), "lead"));
    const answer = await flows.publish("a", {}, "lead");
    expect(answer.status === "refused" && answer.diagnostics?.map((d) => d.code)).toContain("webhook.host_not_allowed");
  });

  it("checks attributes and advisors against the brand", async () => {
    const where = { all: [{ fact: "customer", path: "$.attributes.vip", operator: "equal", value: true }] };
    const file = flowFile("a");
    const [trigger, task] = file.nodes;
    if (trigger?.type !== "trigger.event" || task?.type !== "task") throw new Error("not the nodes of the file");
    const nodes: FlowFile["nodes"] = [
      { ...trigger, data: { ...trigger.data, where } },
      { ...task, data: { ...task.data, assign: "advisor:ann" } },
    ];
    value(await flows.create({ ...file, nodes }, "lead"));
    const codes = (await flows.validate({ ...file, nodes })).map((d) => d.code);
    expect(codes).toEqual(expect.arrayContaining(["assign.unknown_advisor"]));
    await store.brand.saveSettings(
      brandSettingsSchema.parse({ attributes: { vip: { type: "boolean", label: "VIP" } } }),
    );
    await store.brand.saveAdvisors([{ id: "ann", name: "Ann", pools: ["default"], capacityPerDay: 80, active: true }]);
    expect(codeOf(await flows.publish("a", {}, "lead"))).toBe("ok");
  });

  it("refuses a circle without a rest through another published flow", async () => {
    const circle = (id: string, other: string): FlowFile => ({
      ...flowFile(id),
      settings: { reentry: "after_exit" },
      nodes: [
        { id: "t", type: "trigger.event", position: at, data: { event: "order.paid" } },
        { id: "s", type: "flow.start", position: at, data: { flowId: other } },
      ],
      edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "s" }],
    });
    value(await flows.create(circle("a", "b"), "lead"));
    value(await flows.create(circle("b", "a"), "lead"));
    const first = await flows.publish("a", {}, "lead");
    const second = await flows.publish("b", {}, "lead");
    expect(codeOf(first)).toBe("ok");
    expect(second.status === "refused" && second.diagnostics?.map((d) => d.code)).toContain(
      "flow.instant_cycle_across",
    );
  });
});

describe("states", () => {
  it("pauses, resumes and archives what is published, and nothing else", async () => {
    value(await flows.create(flowFile("a"), "lead"));
    expect(codeOf(await flows.pause("a", "lead"))).toBe("flow.not_published");
    value(await flows.publish("a", {}, "lead"));
    expect(codeOf(await flows.resume("a", "lead"))).toBe("flow.wrong_state");
    expect(value(await flows.pause("a", "lead")).state).toBe("paused");
    expect(value(await flows.resume("a", "lead")).state).toBe("live");
    expect(value(await flows.archive("a", "lead")).state).toBe("archived");
    expect(codeOf(await flows.archive("a", "lead"))).toBe("flow.wrong_state");
    expect(codeOf(await flows.pause("none", "lead"))).toBe("flow.not_found");
    expect(announced).toBe(4);
    expect(value(await flows.publish("a", {}, "lead")).version).toBe(2);
  });

  it("makes an old version the draft again without touching what runs", async () => {
    value(await flows.create(flowFile("a"), "lead"));
    value(await flows.publish("a", {}, "lead"));
    value(await flows.save("a", flowFile("a", { name: "B" }), 1, "lead"));
    value(await flows.publish("a", {}, "lead"));
    const draft = value(await flows.restore("a", 1, "lead"));
    expect(draft).toMatchObject({ revision: 3, publishedVersion: 2, flow: { name: "Care after an order" } });
    expect(codeOf(await flows.restore("a", 9, "lead"))).toBe("flow.version_not_found");
  });
});
