import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Caller, startTestApi, type TestApi } from "../../test-api.testkit.js";

const DAY_MS = 86_400_000;

let api: TestApi;
let lead: Caller;
beforeEach(async () => {
  api = await startTestApi();
  lead = await api.signedIn("lead");
  await api.store.brand.saveAdvisors([
    { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 80, active: true },
  ]);
});
afterEach(() => api.close());

const position = { x: 0, y: 0 };
const waits = (duration: string) => ({
  schema: "sopflow/flow@1",
  id: "care",
  name: "关怀",
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "friend.added" } },
    { id: "w", type: "wait.duration", position, label: "等几天", data: { duration } },
    { id: "k", type: "task", position, data: { title: "回访", script: "您好", wait: false } },
  ],
  edges: [
    { id: "e1", source: "t", sourceHandle: "out", target: "w" },
    { id: "e2", source: "w", sourceHandle: "out", target: "k" },
  ],
});
/** The wait is replaced by another. */
const replaced = {
  ...waits("P3D"),
  nodes: waits("P3D").nodes.map((node) => (node.id === "w" ? { ...node, id: "v" } : node)),
  edges: waits("P3D").edges.map((e) => JSON.parse(JSON.stringify(e).replaceAll('"w"', '"v"'))),
};

async function publishedWith(people: number): Promise<void> {
  await lead.post("/v1/flows", { flow: waits("P5D") });
  expect((await lead.post("/v1/flows/care/publish", {})).statusCode).toBe(200);
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
}
const save = async (flow: object) =>
  lead.put("/v1/flows/care", { flow, revision: (await lead.get("/v1/flows/care")).json().revision });
const standing = async () =>
  (await api.store.readSide.standing("care"))
    .filter((s) => s.state === "active")
    .map((s) => [s.version, s.nodeId, s.count]);

describe("the impact sheet", () => {
  it("says who stands where, what became of the step, and which tasks the next days would bring", async () => {
    await publishedWith(3);
    api.clock.advance(DAY_MS);
    await save(waits("P3D"));
    const sheet = (await lead.get("/v1/flows/care/impact")).json();
    expect(sheet).toMatchObject({
      publishedVersion: 1,
      nextVersion: 2,
      people: 3,
      changes: { added: [], changed: ["w"], removed: [], settings: false },
      places: [{ version: 1, nodeId: "w", nodeTitle: "等几天", change: "changed", people: 3, choice: { do: "stay" } }],
      forecast: { days: 7, people: 3, sampled: 3, issued: 3, issuedWithout: 3, withdrawn: 0, margin: 0 },
    });
    expect(sheet.targets.map((t: { nodeId: string }) => t.nodeId)).toEqual(["w", "k"]);
    const choices = [{ version: 1, nodeId: "w", choice: { do: "exit" } }];
    const leaving = (await lead.post("/v1/flows/care/impact", { choices })).json();
    expect(leaving.forecast).toMatchObject({ issued: 0, issuedWithout: 3 });
    expect(leaving.forecast.byNode).toEqual([{ nodeId: "k", issued: 0, issuedWithout: 3 }]);
  });

  it("says when the draft is live as it is, so that there is nothing to decide", async () => {
    await publishedWith(1);
    expect((await lead.get("/v1/flows/care/impact")).json()).toMatchObject({
      isLive: true,
      nextVersion: 1,
      places: [],
    });
  });

  it("estimates from some when there are many, and says how far off that may be", async () => {
    await publishedWith(900);
    await save(waits("P9D"));
    const choices = [{ version: 1, nodeId: "w", choice: { do: "move", to: "w" } }];
    const { forecast } = (await lead.post("/v1/flows/care/impact", { choices })).json();
    expect(forecast).toMatchObject({ people: 900, sampled: 400, issued: 0, issuedWithout: 900, margin: 0 });
  });

  it("is refused for a draft with problems and for choices that lead nowhere", async () => {
    await publishedWith(1);
    await save({ ...waits("P3D"), edges: [] });
    expect((await lead.get("/v1/flows/care/impact")).json().code).toBe("flow.has_problems");
    await save(waits("P3D"));
    for (const to of ["gone", "t"]) {
      const choices = [{ version: 1, nodeId: "w", choice: { do: "move", to } }];
      const refused = await lead.post("/v1/flows/care/publish", { choices });
      expect([refused.statusCode, refused.json().code]).toEqual([422, "flow.move_target"]);
    }
  });
});

describe("publishing with people inside", () => {
  it("takes people on unchanged steps along, keeps the others, and moves them where a choice says so", async () => {
    await publishedWith(3);
    await save({
      ...waits("P5D"),
      nodes: [
        ...waits("P5D").nodes.slice(0, 2),
        { ...waits("P5D").nodes[2], data: { title: "新", script: "新", wait: false } },
      ],
    });
    expect((await lead.post("/v1/flows/care/publish", {})).statusCode).toBe(200);
    await api.engine.runUntilIdle();
    expect(await standing()).toEqual([[2, "w", 3]]);
    await save(replaced);
    const choices = [{ version: 2, nodeId: "w", choice: { do: "move", to: "v" } }];
    await lead.post("/v1/flows/care/publish", { choices });
    await api.engine.runUntilIdle();
    expect(await standing()).toEqual([[3, "v", 3]]);
    const { items } = (await lead.get("/v1/flows/care/inside")).json();
    expect(items).toMatchObject([
      { work: "move", version: 3, total: 3, told: 3, left: 0, finishedAt: expect.any(Number) },
    ]);
  });

  it("is refused in words while the last move is under way", async () => {
    await publishedWith(3);
    await save({ ...waits("P5D"), name: "二" });
    expect((await lead.post("/v1/flows/care/publish", {})).statusCode).toBe(200);
    await save({ ...waits("P5D"), name: "三" });
    const refused = await lead.post("/v1/flows/care/publish", {});
    expect([refused.statusCode, refused.json().code]).toEqual([409, "flow.move_running"]);
    expect((await lead.get("/v1/flows/care/impact")).json().moving).toMatchObject({ work: "move", version: 2 });
    await api.engine.runUntilIdle();
    expect((await lead.post("/v1/flows/care/publish", {})).json().publishedVersion).toBe(3);
  });
});

describe("pausing and ending", () => {
  it("goes on in the way that is asked for, and is written down", async () => {
    await publishedWith(1);
    await lead.post("/v1/flows/care/pause");
    await api.engine.runUntilIdle();
    api.clock.advance(7 * DAY_MS);
    await api.engine.runUntilIdle();
    expect(await api.store.tasks.count({})).toBe(0);
    expect((await lead.post("/v1/flows/care/resume", { mode: "later" })).statusCode).toBe(400);
    expect((await lead.post("/v1/flows/care/resume", { mode: "shift" })).json().state).toBe("live");
    await api.engine.runUntilIdle();
    expect(await api.store.tasks.count({})).toBe(0);
    api.clock.advance(5 * DAY_MS);
    await api.engine.runUntilIdle();
    expect(await api.store.tasks.count({})).toBe(1);
    const [entry] = await api.store.flows.auditOf("flow:care", { limit: 1 });
    expect(entry).toMatchObject({ action: "resume", detail: { mode: "shift", before: "paused" } });
  });

  it("archives with everybody leaving", async () => {
    await publishedWith(4);
    expect((await lead.post("/v1/flows/care/archive", { people: "exit" })).json().state).toBe("archived");
    await api.engine.runUntilIdle();
    expect(await standing()).toEqual([]);
  });
});

describe("one person", () => {
  const only = async () => {
    const enrollment = (await api.store.customers.load(["c0"])).get("c0")?.enrollments[0];
    return enrollment?.id ?? "none";
  };

  it("is moved and taken out with a reason that stays on record; a repeated request counts once", async () => {
    await publishedWith(2);
    const key = { "idempotency-key": "k1" };
    const path = `/v1/customers/c0/enrollments/${await only()}`;
    expect((await lead.post(`${path}/move`, { nodeId: "k" })).statusCode).toBe(400);
    expect((await lead.post(`${path}/move`, { nodeId: "gone", note: "试" })).json().code).toBe("flow.move_target");
    const moved = await lead.post(`${path}/move`, { nodeId: "k", note: "客户催了" }, key);
    expect([moved.statusCode, moved.json().status]).toEqual([202, "accepted"]);
    expect((await lead.post(`${path}/move`, { nodeId: "k", note: "客户催了" }, key)).json().status).toBe("duplicate");
    await api.engine.runUntilIdle();
    expect(await api.store.tasks.count({})).toBe(1);
    expect(await standing()).toEqual([[1, "w", 1]]);
    const out = `/v1/customers/c1/enrollments/${(await api.store.customers.load(["c1"])).get("c1")?.enrollments[0]?.id}/exit`;
    expect((await lead.post(out, { note: "不要了" })).statusCode).toBe(202);
    await api.engine.runUntilIdle();
    expect(await standing()).toEqual([]);
    expect((await lead.post(out, { note: "不要了" })).json().code).toBe("enrollment.not_found");
    const audit = await api.store.flows.auditOf("flow:care", { limit: 2 });
    expect(audit.map((a) => [a.action, a.by, a.detail?.note])).toEqual(
      expect.arrayContaining([
        ["enrollment.move", "lead", "客户催了"],
        ["enrollment.exit", "lead", "不要了"],
      ]),
    );
  });

  it("is nobody's to move but a lead's", async () => {
    await publishedWith(1);
    const path = `/v1/customers/c0/enrollments/${await only()}/exit`;
    for (const caller of [await api.signedIn("advisor", "a1"), await api.signedIn("viewer"), api.as("tasks")]) {
      expect((await caller.post(path, { note: "x" })).statusCode).toBe(403);
    }
  });
});
