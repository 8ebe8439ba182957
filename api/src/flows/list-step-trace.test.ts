import { generateDemoBrand } from "@sopflow/engine";
import { compileFlow, DAY_MS, FLOW_TEMPLATES } from "@sopflow/engine/core";
import { flowSchema, STEP_NUMBERS, type StepNumber, type StepTraceItem } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CARE_FLOW, twoAdvisorsAtWork } from "../flow-files.testkit.js";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const address = (flowId: string, nodeId: string, query: string) => `/v1/flows/${flowId}/steps/${nodeId}/trace?${query}`;

/** All pages of the list. */
async function wholeList(flowId: string, nodeId: string, query: string, limit = 7) {
  const caller = api.as("read");
  const items: StepTraceItem[] = [];
  let after = "";
  for (;;) {
    const answer = await caller.get(address(flowId, nodeId, `${query}&limit=${limit}${after}`));
    expect(answer.statusCode, answer.body).toBe(200);
    const page = answer.json();
    items.push(...page.items);
    if (page.next === undefined) return { items, total: page.total };
    after = `&after=${page.next}`;
  }
}

const DAYS = 40;

const METRICS: Readonly<Record<string, readonly StepNumber[]>> = {
  entered: ["entered"],
  refused: ["refused"],
  arrived: ["arrived"],
  left: ["left"],
  completed: ["ended"],
  exited: ["ended"],
  failed: ["ended", "failed"],
  dropped: ["dropped"],
  arm: ["arm"],
};

function queryOf(what: StepNumber, key: string, version: number): string {
  if (what === "left") return `what=left&port=${key}`;
  // The day of entry stands behind the arm.
  if (what === "arm")
    return `what=arm&version=${version}&arm=${encodeURIComponent(key.slice(0, key.lastIndexOf("/")))}`;
  return `what=${what}`;
}

describe("the list behind a number of a step", () => {
  it("has as many as the number says, for every number of a brand's first weeks", async () => {
    const { store, engine, clock } = api;
    const brand = generateDemoBrand({
      seed: 11,
      until: clock.now() + DAYS * DAY_MS,
      days: DAYS,
      customers: 60,
      history: false,
    });
    await store.brand.saveSettings(brand.settings);
    await store.brand.saveProducts(brand.products);
    await store.brand.saveAdvisors(brand.advisors);
    for (const { file } of FLOW_TEMPLATES) {
      const flow = flowSchema.parse(file);
      const { compiled } = compileFlow(flow, { version: 1 });
      if (!compiled) throw new Error(`the template ${file.id} does not compile`);
      await store.flows.save({ flow, expectedRevision: 0, at: 0, by: "lead" });
      await store.flows.publish({ flowId: flow.id, version: 1, flow, compiled, publishedAt: 0, publishedBy: "lead" });
    }
    for (let i = 0; i < brand.events.length; i += 50) {
      const events = brand.events.slice(i, i + 50);
      clock.set(Math.max(clock.now(), Date.parse(events.at(-1)?.at ?? "")));
      await engine.post(events, { origin: "system", received: clock.now() });
      await engine.runUntilIdle();
    }
    const seen = new Set<StepNumber>();
    for (const { flowId } of await store.flows.list()) {
      const numbers = new Map<string, number>();
      for (const { nodeId, metric, key, version, add } of await store.readSide.counters(flowId)) {
        for (const what of METRICS[metric] ?? []) {
          const query = queryOf(what, key, version);
          numbers.set(`${nodeId} ${query}`, (numbers.get(`${nodeId} ${query}`) ?? 0) + add);
          seen.add(what);
        }
      }
      for (const [number, count] of numbers) {
        const [nodeId = "", query = ""] = number.split(" ");
        const { items, total } = await wholeList(flowId, nodeId, query, 200);
        expect([flowId, number, total, items.length]).toEqual([flowId, number, count, count]);
        expect(new Set(items.map(({ customerId, seq, ordinal }) => `${customerId}/${seq}/${ordinal}`)).size).toBe(
          count,
        );
      }
      for (const { nodeId, state, count } of await store.tasks.countByNode(flowId)) {
        expect(await store.tasks.count({ flowId, nodeId, states: [state] })).toBe(count);
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining(["entered", "refused", "arrived", "left", "ended", "arm"]));
  });

  it("says who, when, in which version, and why", async () => {
    await twoAdvisorsAtWork(api);
    const at = new Date(api.clock.now()).toISOString();
    await api.engine.post([{ id: "again", type: "message.received", customer: "c1", at, props: {} }], {
      origin: "intake",
    });
    await api.engine.runUntilIdle();
    const { items, total } = await wholeList("care", "t", "what=refused");
    expect(total).toBe(1);
    expect(items).toMatchObject([
      {
        customerId: "c1",
        customerName: "客户1",
        version: 1,
        what: "refused",
        at: api.clock.now(),
        nodeType: "trigger.event",
      },
    ]);
    expect(items[0]?.detail?.reason).toBe("active");
    const entered = await wholeList("care", "t", "what=entered", 1);
    expect(entered.items.map(({ customerId }) => customerId)).toEqual(["c2", "c1"]);
  });

  it("is told apart by port, and asks for one only there", async () => {
    await twoAdvisorsAtWork(api);
    const caller = api.as("read");
    expect((await wholeList("care", "t", "what=left&port=out")).total).toBe(2);
    expect((await wholeList("care", "t", "what=left&port=nowhere")).total).toBe(0);
    for (const query of [
      "what=left",
      "what=arm&arm=a",
      "what=arrived&version=1",
      "what=arrived&port=out",
      "what=loop",
      "what=arrived&after=bm9uc2Vuc2U",
    ]) {
      expect((await caller.get(address("care", "t", query))).json().code, query).toBe("request.invalid");
    }
    expect((await caller.get(address("nothing", "t", "what=arrived"))).statusCode).toBe(404);
  });

  it("is not for advisors, who would see customers of others", async () => {
    await twoAdvisorsAtWork(api);
    const advisor = await api.signedIn("advisor", "a1");
    for (const what of STEP_NUMBERS.filter((number) => number !== "left" && number !== "arm")) {
      expect((await advisor.get(address("care", "t", `what=${what}`))).statusCode).toBe(403);
    }
    expect((await (await api.signedIn("viewer")).get(address("care", "t", "what=arrived"))).statusCode).toBe(200);
  });
});

describe("lists of people and tasks", () => {
  it("say on their first page how many there are", async () => {
    await twoAdvisorsAtWork(api);
    const caller = api.as("read", "tasks");
    const people = (await caller.get("/v1/flows/care/enrollments?limit=1&nodeId=k&version=1")).json();
    expect([people.total, people.items.length]).toEqual([2, 1]);
    const rest = (await caller.get(`/v1/flows/care/enrollments?limit=1&after=${people.next}`)).json();
    expect(rest.total).toBeUndefined();
    expect((await caller.get("/v1/flows/care/enrollments?version=2")).json()).toEqual({ items: [], total: 0 });
    const tasks = (await caller.get(`/v1/tasks?flowId=${CARE_FLOW.id}&state=open&limit=1`)).json();
    expect([tasks.total, tasks.items.length]).toEqual([2, 1]);
  });
});
