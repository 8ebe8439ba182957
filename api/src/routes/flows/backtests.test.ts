import type { Backtest } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Caller, startTestApi, type TestApi } from "../../test-api.testkit.js";

const DAY_MS = 86_400_000;

let api: TestApi;
let lead: Caller;
beforeEach(async () => {
  api = await startTestApi();
  await api.store.brand.saveAdvisors([{ id: "a1", name: "小林", pools: ["default"], capacityPerDay: 2, active: true }]);
  lead = await api.signedIn("lead");
});
afterEach(() => api.close());

const position = { x: 0, y: 0 };
const greets = (...titles: string[]) => ({
  schema: "sopflow/flow@1",
  id: "care",
  name: "关怀",
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "friend.added" } },
    ...titles.map((title, i) => ({
      id: `k${i}`,
      type: "task",
      position,
      data: { title, script: "您好", wait: false },
    })),
  ],
  edges: titles.map((_, i) => ({
    id: `e${i}`,
    source: i === 0 ? "t" : `k${i - 1}`,
    sourceHandle: "out",
    target: `k${i}`,
  })),
});
async function past(people: number): Promise<void> {
  const events = Array.from({ length: people }, (_, i) => ({
    id: `e${i}`,
    source: "test",
    type: "friend.added",
    customer: `c${i}`,
    at: new Date(api.clock.now()).toISOString(),
    props: { advisorId: "a1" },
  }));
  await api.engine.post(events, { origin: "system" });
  await api.engine.runUntilIdle();
  api.clock.advance(3 * DAY_MS);
  await api.engine.runUntilIdle();
}
const path = "/v1/flows/care/backtests";
const runs = async (): Promise<Backtest[]> => (await lead.get(path)).json().items;
const ended = () =>
  vi.waitFor(
    async () => {
      const [run] = await runs();
      if (!run || run.status === "queued" || run.status === "running") throw new Error("it has not ended");
      return run;
    },
    { timeout: 20_000 },
  );
const publishAndSave = async (draft: object) => {
  await lead.post("/v1/flows", { flow: greets("问候") });
  expect((await lead.post("/v1/flows/care/publish", {})).statusCode).toBe(200);
  await past(4);
  const { revision } = (await lead.get("/v1/flows/care")).json();
  await lead.put("/v1/flows/care", { flow: draft, revision });
};

describe("a back-test on stored history", () => {
  it("does by the live version what live did, and shows what the draft would do instead", async () => {
    await publishAndSave(greets("问候", "再问"));
    const issued = await api.store.tasks.count({});
    const position = await api.store.log.lastSeq();
    expect((await lead.post(path)).statusCode).toBe(202);
    const run = await ended();
    expect(run).toMatchObject({ status: "done", progress: 1, history: { events: 4, customers: 4, isCut: false } });
    expect(run.live).toMatchObject({ version: 1, entered: 4, completed: 4, tasks: issued });
    expect(run.draft).toMatchObject({ version: 2, entered: 4, tasks: 2 * issued });
    expect(run.draft?.nodes).toContainEqual({ nodeId: "k0", entered: 4, waiting: 0, tasks: 4 });
    expect(run.draft?.advisors[0]).toMatchObject({ advisorId: "a1", tasks: 8, busiest: { contacts: 2 }, overDays: 0 });
    // Two fit into the advisor's day; the others had to wait.
    expect(run.draft?.deferred).toBeGreaterThan(run.live?.deferred ?? 0);
    expect(await api.store.tasks.count({})).toBe(issued);
    expect(await api.store.log.lastSeq()).toBe(position);
  });

  it("is kept and can be opened again; one at a time for a flow", async () => {
    await publishAndSave(greets("另一个"));
    const [first, second] = await Promise.all([lead.post(path), lead.post(path)]);
    expect(second.json().id).toBe(first.json().id);
    await ended();
    await lead.post(path);
    await ended();
    expect((await runs()).map(({ status }) => status)).toEqual(["done", "done"]);
  });

  it("ends when it is cancelled, and says so of one whose server stopped", async () => {
    await publishAndSave(greets("另一个"));
    let goOn = () => {};
    const held = new Promise<number>((resolve) => {
      goOn = () => resolve(0);
    });
    vi.spyOn(api.store.log, "lastSeq").mockReturnValueOnce(held);
    const { id } = (await lead.post(path)).json();
    const { items } = (await lead.delete(`${path}/${id}`)).json();
    expect(items).toHaveLength(1);
    goOn();
    expect((await ended()).status).toBe("cancelled");
    const left = { id: "old", flowId: "care", revision: 1, by: "x", status: "running", progress: 0.4, createdAt: 1 };
    await api.store.records.put("flow.backtest", [{ id: "old", owner: "care", doc: left }]);
    expect((await runs()).find((run) => run.id === "old")?.status).toBe("failed");
  });

  it("is refused for a draft with problems, and to advisors", async () => {
    await lead.post("/v1/flows", { flow: { ...greets("问候"), edges: [] } });
    const refused = await lead.post(path);
    expect([refused.statusCode, refused.json().code]).toEqual([422, "flow.has_problems"]);
    expect((await (await api.signedIn("advisor", "a1")).post(path)).statusCode).toBe(403);
  });
});
