import type { Shadow, ShadowDifferencePage } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Caller, startTestApi, type TestApi } from "../../test-api.testkit.js";

let api: TestApi;
let lead: Caller;
beforeEach(async () => {
  api = await startTestApi();
  await api.store.brand.saveAdvisors([
    { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 99, active: true },
  ]);
  lead = await api.signedIn("lead");
});
afterEach(() => api.close());

const position = { x: 0, y: 0 };
const greets = (words: string) => ({
  schema: "sopflow/flow@1",
  id: "care",
  name: "关怀",
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "friend.added" } },
    { id: "k", type: "task", position, data: { title: "问候", script: words, wait: false } },
  ],
  edges: [{ id: "e", source: "t", sourceHandle: "out", target: "k" }],
});
const path = "/v1/flows/care/shadow";
const save = async (words: string) => {
  const { revision } = (await lead.get("/v1/flows/care")).json();
  await lead.put("/v1/flows/care", { flow: greets(words), revision });
};
async function join(...customers: string[]): Promise<void> {
  const at = new Date(api.clock.now()).toISOString();
  const events = customers.map((customer) => ({
    ...{ id: `joined-${customer}`, source: "test", type: "friend.added", customer, at },
    props: { advisorId: "a1", name: `客户${customer}` },
  }));
  await api.engine.post(events, { origin: "system" });
  await api.engine.runUntilIdle();
}
const caughtUp = (): Promise<Shadow> =>
  vi.waitFor(
    async () => {
      const { shadow } = (await lead.get(path)).json();
      if (!shadow || shadow.isPreparing || shadow.behind > 0) throw new Error("it has not caught up");
      return shadow;
    },
    { timeout: 20_000 },
  );

describe("a draft beside the live version", () => {
  beforeEach(async () => {
    await lead.post("/v1/flows", { flow: greets("您好") });
    expect((await lead.post("/v1/flows/care/publish", {})).statusCode).toBe(200);
  });

  it("is begun by a lead, follows what happens, and lists who would have read other words", async () => {
    expect((await lead.get(path)).json()).toEqual({});
    await save("早上好");
    const begun = await lead.post(path, {});
    expect([begun.statusCode, begun.json()]).toMatchObject([201, { status: "running", liveVersion: 1, people: 0 }]);
    await caughtUp();
    await join("c1", "c2", "c3");
    const { counts, people, endsAt, startedAt } = await caughtUp();
    expect([people, endsAt - startedAt]).toEqual([3, 7 * 86_400_000]);
    expect(counts).toContainEqual({ kind: "text", nodeId: "k", count: 3 });
    const first: ShadowDifferencePage = (await lead.get(`${path}/differences?limit=2&kind=text&nodeId=k`)).json();
    expect(first.items).toHaveLength(2);
    const rest: ShadowDifferencePage = (await lead.get(`${path}/differences?limit=2&after=${first.next}`)).json();
    expect([rest.items.length, rest.next]).toEqual([1, undefined]);
    const [one] = rest.items;
    expect(one).toMatchObject({ live: { text: "您好" }, draft: { text: "早上好" }, nodeId: "k" });
    expect(new Set([...first.items, ...rest.items].map(({ customerId }) => customerId)).size).toBe(3);
    expect((await lead.get(`${path}/differences?kind=port`)).json()).toEqual({ items: [] });
    expect(await api.store.tasks.count({})).toBe(3);
  });

  it("is stopped by hand, and its findings stay", async () => {
    await save("早上好");
    await lead.post(path, { days: 1 });
    await caughtUp();
    await join("c1");
    await caughtUp();
    expect((await lead.post(path, {})).json().code).toBe("shadow.running");
    const { shadow } = (await lead.delete(path)).json();
    expect(shadow).toMatchObject({ status: "ended", ended: { why: "stopped" } });
    expect((await lead.get(`${path}/differences`)).json().items).toHaveLength(1);
    const audit = await api.store.flows.auditOf("flow:care", { limit: 10 });
    expect(audit.map(({ action }) => action)).toEqual(expect.arrayContaining(["shadow.begin", "shadow.end"]));
  });

  it("is refused for a draft with problems, with each of them, and to advisors", async () => {
    const { revision } = (await lead.get("/v1/flows/care")).json();
    await lead.put("/v1/flows/care", { flow: { ...greets("早"), edges: [] }, revision });
    const refused = await lead.post(path, {});
    expect([refused.statusCode, refused.json().code]).toEqual([422, "flow.has_problems"]);
    expect(refused.json().details.diagnostics.length).toBeGreaterThan(0);
    expect((await lead.post(path, { days: 31 })).statusCode).toBe(400);
    expect((await (await api.signedIn("advisor", "a1")).post(path, {})).statusCode).toBe(403);
    expect((await (await api.signedIn("viewer")).post(path, {})).statusCode).toBe(403);
  });
});
