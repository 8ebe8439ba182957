import type { FlowFile, WhyItem } from "@sopflow/schemas";
import { afterEach, beforeEach, expect, it } from "vitest";
import { CARE_FLOW, twoAdvisorsAtWork } from "../flow-files.testkit.js";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

/** The message of somebody of some worth leads to a task. */
const ASKING: FlowFile = {
  ...CARE_FLOW,
  nodes: [
    {
      id: "t",
      type: "trigger.event",
      position: { x: 0, y: 0 },
      data: {
        event: "message.received",
        where: { all: [{ fact: "customer", path: "$.tier", operator: "in", value: ["一般", "中"] }] },
      },
    },
    ...CARE_FLOW.nodes.slice(1),
  ],
};

const whyOf = async (who: { get(url: string): PromiseLike<{ json(): { items: WhyItem[] } }> }, seq: number) =>
  (await who.get(`/v1/customers/c1/why/${seq}`)).json().items;

it("says of each decision which conditions were asked, and what they saw", async () => {
  const { taskOf } = await twoAdvisorsAtWork(api, ASKING);
  const trace = await api.store.readSide.trace("c1", { limit: 100 });
  const entered = trace.find(({ what }) => what === "entered");
  const items = await whyOf(api.as("read"), entered?.seq ?? 0);
  expect(items.find(({ what }) => what === "entered")?.why).toMatchObject({
    state: "explained",
    agrees: true,
    eventType: "message.received",
    asked: [
      {
        result: true,
        rows: [{ depth: 0, result: true, isKept: true, seen: "一般", leaf: { fact: "customer", path: "$.tier" } }],
      },
    ],
  });
  expect(items.find(({ what }) => what === "entered")?.detail).not.toHaveProperty("saw");
  expect(items.find(({ what }) => what === "issued")?.task).toMatchObject({
    title: "回复客户",
    advisorId: "a1",
    askedFor: "owner",
    isFallback: false,
  });

  const report = { by: "a1", at: api.clock.now(), requestId: "r", outcome: "good", fields: { left: 3 } };
  await api.engine.reportTask(await taskOf("c1"), { kind: "complete", ...report });
  await api.engine.runUntilIdle();
  const left = (await api.store.readSide.trace("c1", { limit: 100 })).find(
    (r) => r.what === "left" && r.nodeId === "k",
  );
  const why = (await whyOf(api.as("read"), left?.seq ?? 0)).find(
    ({ nodeId, what }) => nodeId === "k" && what === "left",
  );
  expect(why).toMatchObject({ nodeTitle: "先问候", why: { agrees: true, input: "result" } });
  expect(why?.why?.asked.at(-1)).toMatchObject({ port: "good", label: "满意", result: true });
});

it("is told to an advisor of its own customers only, and of one flow where asked", async () => {
  await twoAdvisorsAtWork(api);
  const seq = (await api.store.readSide.trace("c1", { limit: 1 }))[0]?.seq ?? 0;
  expect((await whyOf(await api.signedIn("advisor", "a1"), seq)).length).toBeGreaterThan(0);
  const other = await api.signedIn("advisor", "a2");
  expect((await other.get(`/v1/customers/c1/why/${seq}`)).statusCode).toBe(404);
  expect((await api.as("read").get(`/v1/customers/c1/why/${seq}?flowId=other`)).json().items).toEqual([]);
  expect(await whyOf(api.as("read"), 999_999)).toEqual([]);
});

it("says why somebody has not entered a flow, as things stand now", async () => {
  await twoAdvisorsAtWork(api, ASKING);
  const read = api.as("read");
  const inside = (await read.get("/v1/flows/care/entry-check?customerId=c1")).json();
  expect(inside).toMatchObject({ flowName: "关怀", customerName: "客户1", version: 1, mayEnter: false });
  expect(inside.gates.flatMap((gate: { reason?: string }) => gate.reason ?? [])).toEqual(["active", "reentry_never"]);
  expect(inside.triggers).toMatchObject([
    {
      nodeId: "t",
      nodeType: "trigger.event",
      holds: true,
      event: { type: "message.received", lastAt: expect.any(Number) },
      rows: [{ result: true, seen: "一般" }],
    },
  ]);
  expect((await read.get("/v1/flows/care/entry-check?customerId=nobody")).statusCode).toBe(404);
  expect((await read.get("/v1/flows/none/entry-check?customerId=c1")).statusCode).toBe(404);
  const advisor = await api.signedIn("advisor", "a1");
  expect((await advisor.get("/v1/flows/care/entry-check?customerId=c1")).statusCode).toBe(403);
});

it("says why a task went out, and what became of it, from the way that led to its step on", async () => {
  const { taskOf } = await twoAdvisorsAtWork(api, ASKING);
  const id = await taskOf("c1");
  const of = async (who = api.as("read")) => (await who.get(`/v1/tasks/${id}/why`)).json();
  const { items, keptDays } = await of();
  expect(keptDays).toBe(400);
  expect(items.map(({ what, nodeId }: WhyItem) => `${what} ${nodeId}`)).toEqual([
    "entered t",
    "arrived t",
    "left t",
    "issued k",
  ]);
  expect(items[0].why).toMatchObject({ agrees: true, asked: [{ result: true }] });
  expect(items.at(-1).task).toMatchObject({ id, askedFor: "owner" });
  expect((await of(await api.signedIn("advisor", "a1"))).items).toHaveLength(4);
  expect((await (await api.signedIn("advisor", "a2")).get(`/v1/tasks/${id}/why`)).statusCode).toBe(403);
  expect((await api.as("read").get("/v1/tasks/none/why")).statusCode).toBe(404);
});

it("tells the whole way of one stay in a flow", async () => {
  const { taskOf } = await twoAdvisorsAtWork(api, ASKING);
  const [entered] = await api.store.readSide.enrollments({ flowId: "care", limit: 1 });
  const report = { by: "a1", at: api.clock.now(), requestId: "r", outcome: "good", fields: { left: 3 } };
  await api.engine.reportTask(await taskOf("c1"), { kind: "complete", ...report });
  await api.engine.runUntilIdle();
  const url = `/v1/customers/c1/why?enrollmentId=${entered?.id}`;
  const items: WhyItem[] = (await api.as("read").get(url)).json().items;
  expect(items.filter(({ why }) => why).map(({ what, nodeId }) => `${what} ${nodeId}`)).toEqual([
    "entered t",
    "left k",
    "exited x",
  ]);
  expect((await api.as("read").get("/v1/customers/c1/why?enrollmentId=none")).json().items).toEqual([]);
});

it("gives a timeline of one kind, one flow, or one time alone", async () => {
  const { taskOf } = await twoAdvisorsAtWork(api);
  await api.as("tasks").post("/v1/customers/c1/tags", { add: ["孕期"], remove: [] });
  const report = { by: "a1", at: api.clock.now(), requestId: "r", outcome: "good", fields: { left: 3 } };
  await api.engine.reportTask(await taskOf("c1"), { kind: "complete", ...report });
  await api.engine.runUntilIdle();
  const of = async (query: string) => {
    const answer = await api.as("read").get(`/v1/customers/c1/timeline?${query}`);
    return answer.json().items.map(({ type, what }: { type?: string; what?: string }) => type ?? what);
  };
  // What a flow did comes with the event that set it off.
  expect((await of("flowId=care")).slice(-6)).toEqual([
    "issued",
    "arrived",
    "left",
    "arrived",
    "entered",
    "message.received",
  ]);
  expect(await of("kind=tasks")).toEqual(["result", "task.completed", "issued", "message.received"]);
  expect(await of("kind=tasks&limit=1")).toEqual(["result", "task.completed"]);
  expect(await of("kind=messages")).toEqual(["message.received"]);
  expect(await of("kind=events")).toEqual(["friend.added"]);
  const decided = await of("kind=decisions");
  expect(decided).toContain("entered");
  expect(decided).not.toContain("issued");
  expect(await of(`from=${api.clock.now() + 1}`)).toEqual([]);
  expect(await of(`until=${api.clock.now() + 1}&flowId=none`)).toEqual([]);
});

it("finds what passes a filter page by page, and none twice", async () => {
  await twoAdvisorsAtWork(api);
  const all: string[] = [];
  let before = "";
  do {
    const page = (await api.as("read").get(`/v1/customers/c1/timeline?flowId=care&limit=1${before}`)).json();
    all.push(...page.items.map(({ seq, ordinal }: { seq: number; ordinal?: number }) => `${seq}/${ordinal}`));
    before = page.next ? `&before=${page.next}` : "";
  } while (before !== "");
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(6);
});
