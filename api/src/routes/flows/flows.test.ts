import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CARE_FLOW, twoAdvisorsAtWork } from "../../flow-files.testkit.js";
import { type Caller, startTestApi, type TestApi } from "../../test-api.testkit.js";

let api: TestApi;
let lead: Caller;
beforeEach(async () => {
  api = await startTestApi();
  lead = await api.signedIn("lead");
});
afterEach(() => api.close());

const named = (name: string) => ({ ...CARE_FLOW, name });
const BROKEN = { ...CARE_FLOW, edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "nowhere" }] };

describe("drafts", () => {
  it("are created from a file, a template, or a name, and listed", async () => {
    const fromFile = await lead.post("/v1/flows", { flow: CARE_FLOW });
    expect([fromFile.statusCode, fromFile.headers.etag]).toEqual([201, '"1"']);
    expect(fromFile.json()).toMatchObject({ flowId: "care", revision: 1, state: "draft", updatedBy: "lead" });
    const fromTemplate = await lead.post("/v1/flows", { template: "first-order", name: "我的首单" });
    expect(fromTemplate.json()).toMatchObject({ flowId: "first-order", flow: { name: "我的首单" } });
    expect((await lead.post("/v1/flows", { name: "空白流程" })).json().flow.nodes).toEqual([]);
    const { items } = (await lead.get("/v1/flows")).json();
    expect(items.map((f: { flowId: string }) => f.flowId)).toContain("care");
    const care = items.find((f: { flowId: string }) => f.flowId === "care");
    expect(care).toMatchObject({ state: "draft", nodes: 3, people: 0, openTasks: 0, dueToday: 0, problems: 0 });
    expect(items.find((f: { name: string }) => f.name === "空白流程").problems).toBeGreaterThan(0);
    const templates = (await lead.get("/v1/templates")).json().items;
    expect(templates.map((t: { id: string }) => t.id)).toHaveLength(6);
  });

  it("refuse an id that is taken and a file that is no flow, listing every problem", async () => {
    await lead.post("/v1/flows", { flow: CARE_FLOW });
    expect((await lead.post("/v1/flows", { flow: CARE_FLOW })).json().code).toBe("flow.exists");
    const bad = await lead.post("/v1/flows", {
      flow: { ...CARE_FLOW, id: "bad", colour: "red", nodes: [{ id: "n" }] },
    });
    expect([bad.statusCode, bad.json().code]).toEqual([422, "flow.has_problems"]);
    expect(bad.json().details.diagnostics.length).toBeGreaterThan(1);
    for (const d of bad.json().details.diagnostics) expect(d).toMatchObject({ message: { zh: expect.any(String) } });
  });

  it("keep what was saved with its problems, and let nobody overwrite somebody else's save", async () => {
    await lead.post("/v1/flows", { flow: CARE_FLOW });
    const first = await lead.put("/v1/flows/care", { flow: BROKEN }, { "if-match": '"1"' });
    expect([first.statusCode, first.headers.etag, first.json().revision]).toEqual([200, '"2"', 2]);
    expect(first.json().diagnostics.some((d: { severity: string }) => d.severity === "error")).toBe(true);
    const second = await lead.put("/v1/flows/care", { flow: named("别的") }, { "if-match": '"1"' });
    expect([second.statusCode, second.json().code]).toEqual([409, "flow.revision_conflict"]);
    const both = await Promise.all([
      lead.put("/v1/flows/care", { flow: named("一"), revision: 2 }),
      lead.put("/v1/flows/care", { flow: named("二"), revision: 2 }),
    ]);
    expect(both.map((a) => a.statusCode).sort()).toEqual([200, 409]);
    const without = await lead.put("/v1/flows/care", { flow: CARE_FLOW });
    expect([without.statusCode, without.json().code]).toEqual([400, "request.invalid"]);
    expect((await lead.put("/v1/flows/none", { flow: { ...CARE_FLOW, id: "none" }, revision: 1 })).statusCode).toBe(
      404,
    );
  });

  it("are renamed and duplicated", async () => {
    await lead.post("/v1/flows", { flow: CARE_FLOW });
    const renamed = await lead.post("/v1/flows/care/rename", { name: "新名字", revision: 1 });
    expect(renamed.json()).toMatchObject({ revision: 2, flow: { id: "care", name: "新名字" } });
    const copy = await lead.post("/v1/flows/care/duplicate", {});
    expect(copy.statusCode).toBe(201);
    expect(copy.json().flowId).not.toBe("care");
    expect(copy.json().flow.nodes).toEqual(renamed.json().flow.nodes);
  });

  it("are validated and compiled without being stored", async () => {
    const bad = (await lead.post("/v1/flows/validate", { flow: BROKEN })).json();
    expect(bad.ok).toBe(false);
    expect((await lead.post("/v1/flows/validate", { flow: CARE_FLOW })).json()).toEqual({ ok: true, diagnostics: [] });
    const compiled = (await lead.post("/v1/flows/compile", { flow: CARE_FLOW })).json();
    expect(compiled).toMatchObject({ ok: true, compiled: { flowId: "care", hash: expect.stringMatching(/^sha256:/) } });
    expect((await lead.post("/v1/flows/compile", { flow: BROKEN })).json().compiled).toBeUndefined();
    expect((await lead.get("/v1/flows")).json().items).toEqual([]);
    await lead.post("/v1/flows", { flow: CARE_FLOW });
    expect((await lead.post("/v1/flows/care/compile")).json().compiled.hash).toBe(compiled.compiled.hash);
    expect((await lead.post("/v1/flows/care/validate")).json().ok).toBe(true);
  });

  it("take flows far larger than other bodies may be", async () => {
    const note = "很".repeat(1_900);
    const nodes = CARE_FLOW.nodes.map((node) => ({ ...node, note }));
    const branches = Array.from({ length: 60 }, (_, i) => ({ ...nodes[2], id: `x${i}`, note }));
    const large = { ...CARE_FLOW, nodes: [...nodes, ...branches] };
    expect(JSON.stringify(large).length).toBeGreaterThan(100_000);
    expect((await lead.post("/v1/flows", { flow: large })).statusCode).toBe(201);
  });
});

describe("publishing", () => {
  it("makes a version that is live, and refuses a draft with problems or of another revision", async () => {
    await lead.post("/v1/flows", { flow: BROKEN });
    const refused = await lead.post("/v1/flows/care/publish", {});
    expect([refused.statusCode, refused.json().code]).toEqual([422, "flow.has_problems"]);
    expect(refused.json().details.diagnostics[0]).toMatchObject({ code: expect.any(String), path: expect.any(String) });
    await lead.put("/v1/flows/care", { flow: CARE_FLOW, revision: 1 });
    expect((await lead.post("/v1/flows/care/publish", {}, { "if-match": '"1"' })).json().code).toBe(
      "flow.revision_conflict",
    );
    const published = await lead.post("/v1/flows/care/publish");
    expect([published.statusCode, published.json()]).toEqual([
      200,
      { flowId: "care", state: "live", publishedVersion: 1, diagnostics: [] },
    ]);
  });

  it("warns of what its analysis doubts, also of other published flows, and is published all the same", async () => {
    const doubtful = (id: string, name: string) => ({
      schema: "sopflow/flow@1",
      id,
      name,
      settings: { exitWhen: [{ on: "order.paid", reason: "bought" }] },
      nodes: [
        { id: "t", type: "trigger.event", position: { x: 0, y: 0 }, data: { event: "friend.added" } },
        ...["a", "b"].map((task) => ({
          id: task,
          type: "task",
          position: { x: 0, y: 0 },
          data: { title: "推荐", script: "您好", wait: false },
        })),
      ],
      edges: [
        { id: "e1", source: "t", sourceHandle: "out", target: "a" },
        { id: "e2", source: "a", sourceHandle: "out", target: "b" },
      ],
    });
    const overContact = { code: "contact.over_budget", severity: "warning", nodeId: "b" };
    const { ok, diagnostics } = (await lead.post("/v1/flows/validate", { flow: doubtful("one", "甲") })).json();
    expect([ok, diagnostics]).toMatchObject([true, [overContact]]);
    for (const [id, name] of [
      ["one", "甲"],
      ["two", "乙"],
    ] as const)
      await lead.post("/v1/flows", { flow: doubtful(id, name) });
    expect((await lead.post("/v1/flows/one/publish", {})).json()).toMatchObject({ diagnostics: [overContact] });
    const second = await lead.post("/v1/flows/two/publish", {});
    expect([second.statusCode, second.json()]).toMatchObject([
      200,
      { state: "live", diagnostics: [overContact, { code: "trigger.shared_audience", nodeId: "t" }] },
    ]);
    expect(second.json().diagnostics[1].message.zh).toContain("甲");
  });

  it("can be paused, resumed and archived, each from where it makes sense", async () => {
    await lead.post("/v1/flows", { flow: CARE_FLOW });
    expect((await lead.post("/v1/flows/care/pause")).json().code).toBe("flow.not_published");
    await lead.post("/v1/flows/care/publish", {});
    expect((await lead.post("/v1/flows/care/resume")).json().code).toBe("flow.wrong_state");
    expect((await lead.post("/v1/flows/care/pause")).json().state).toBe("paused");
    expect((await lead.post("/v1/flows/care/resume")).json().state).toBe("live");
    expect((await lead.post("/v1/flows/care/archive")).json().state).toBe("archived");
    expect((await lead.post("/v1/flows/none/pause")).json().code).toBe("flow.not_found");
  });

  it("keeps every version, which can be read and made the draft again", async () => {
    await lead.post("/v1/flows", { flow: CARE_FLOW });
    await lead.post("/v1/flows/care/publish", {});
    await lead.put("/v1/flows/care", { flow: named("第二版"), revision: 1 });
    await lead.post("/v1/flows/care/publish", {});
    const { items } = (await lead.get("/v1/flows/care/versions")).json();
    expect(items.map((v: { version: number }) => v.version)).toEqual([2, 1]);
    const first = (await lead.get("/v1/flows/care/versions/1")).json();
    expect(first).toMatchObject({
      version: 1,
      flow: { name: CARE_FLOW.name },
      compiled: { version: 1 },
      publishedBy: "lead",
    });
    const restored = (await lead.post("/v1/flows/care/versions/1/restore")).json();
    expect(restored).toMatchObject({ revision: 3, publishedVersion: 2, flow: { name: CARE_FLOW.name } });
    expect((await lead.get("/v1/flows/care/versions/9")).json().code).toBe("flow.version_not_found");
  });
});

describe("the people in a flow", () => {
  it("are listed behind each number of the canvas, in pages", async () => {
    await twoAdvisorsAtWork(api);
    const all = (await lead.get("/v1/flows/care/enrollments?nodeId=k&state=active")).json();
    expect(all.items.map((e: { customerId: string; customerName: string }) => [e.customerId, e.customerName])).toEqual([
      ["c1", "客户1"],
      ["c2", "客户2"],
    ]);
    const first = (await lead.get("/v1/flows/care/enrollments?limit=1")).json();
    const second = (await lead.get(`/v1/flows/care/enrollments?limit=1&after=${first.next}`)).json();
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.next).toBeUndefined();
    expect((await lead.get("/v1/flows/care/enrollments?nodeId=t")).json().items).toEqual([]);
    expect((await lead.get("/v1/flows/care/enrollments?after=bm9uc2Vuc2U")).json().code).toBe("request.invalid");
    const summary = (await lead.get("/v1/flows")).json().items[0];
    expect(summary).toMatchObject({ people: 2, openTasks: 2 });
  });
});

describe("from the drawing to the advisor and back", () => {
  it("publishes over HTTP, takes an event, hands out a task, and goes on by its outcome", async () => {
    await api.as("admin").put("/v1/advisors/a1", { name: "小林" });
    await lead.post("/v1/flows", { flow: CARE_FLOW });
    await lead.post("/v1/flows/care/publish", {});
    const at = new Date(api.clock.now()).toISOString();
    await api.as("intake").post("/v1/events/batch", {
      events: [
        {
          id: "1",
          type: "friend.added",
          customer: { idType: "external", value: "wm1" },
          at,
          props: { advisorId: "a1" },
        },
        {
          id: "2",
          type: "message.received",
          customer: { idType: "external", value: "wm1" },
          at,
          props: { text: "在吗" },
        },
      ],
    });
    await api.engine.runUntilIdle();
    const advisor = await api.signedIn("advisor", "a1");
    const [task] = (await advisor.get("/v1/tasks?state=open")).json().items;
    expect(task).toMatchObject({ title: "回复客户", text: "您好，有什么可以帮您？", advisorId: "a1" });
    await advisor.post(`/v1/tasks/${task.id}/complete`, { outcome: "good" });
    await api.engine.runUntilIdle();
    expect((await advisor.get("/v1/tasks?state=open")).json().items).toEqual([]);
    const exits = await lead.get("/v1/flows/care/enrollments?state=ended");
    expect(exits.json().items).toMatchObject([{ reason: "served" }]);
  });
});
