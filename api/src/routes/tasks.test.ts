import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { twoAdvisorsAtWork } from "../flow-files.testkit.js";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
let taskOf: (customerId: string) => Promise<string>;
beforeEach(async () => {
  api = await startTestApi();
  ({ taskOf } = await twoAdvisorsAtWork(api));
});
afterEach(() => api.close());

const idsOf = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map((item) => item.id);

describe("tasks", () => {
  it("are listed by advisor, state, customer and flow, in pages", async () => {
    const read = api.as("read");
    const [one, two] = [await taskOf("c1"), await taskOf("c2")];
    expect(idsOf(await read.get("/v1/tasks")).sort()).toEqual([one, two].sort());
    expect(idsOf(await read.get("/v1/tasks?advisorId=a1"))).toEqual([one]);
    expect(idsOf(await read.get("/v1/tasks?customerId=c2&state=open,done"))).toEqual([two]);
    expect(idsOf(await read.get("/v1/tasks?flowId=care&state=done"))).toEqual([]);
    const { dueAt } = (await read.get(`/v1/tasks/${one}`)).json();
    expect(idsOf(await read.get(`/v1/tasks?dueFrom=${dueAt}&dueBefore=${dueAt + 1}`)).sort()).toEqual(
      [one, two].sort(),
    );
    expect(idsOf(await read.get(`/v1/tasks?dueFrom=${dueAt + 1}`))).toEqual([]);
    expect(idsOf(await read.get("/v1/tasks?order=latest"))).toEqual(idsOf(await read.get("/v1/tasks")).reverse());
    const first = await read.get("/v1/tasks?limit=1");
    const second = await read.get(`/v1/tasks?limit=1&after=${first.json().next}`);
    expect([...idsOf(first), ...idsOf(second)].sort()).toEqual([one, two].sort());
    expect(second.json().next).toBeUndefined();
    expect((await read.get("/v1/tasks?state=lost")).statusCode).toBe(400);
    expect((await read.get("/v1/tasks?stat=open")).statusCode).toBe(400);
  });

  it("are listed by when they were closed, what the customer meant, and how they reach the customer", async () => {
    const read = api.as("read");
    const id = await taskOf("c1");
    const advisor = await api.signedIn("advisor", "a1");
    await advisor.post(`/v1/tasks/${id}/complete`, { outcome: "good", intent: "praise", fields: { left: 5 } });
    await api.engine.runUntilIdle();
    const { closedAt } = (await read.get(`/v1/tasks/${id}`)).json();
    const list = async (query: string) => idsOf(await read.get(`/v1/tasks?limit=1&${query}`));
    expect(await list(`closedFrom=${closedAt}&closedBefore=${closedAt + 1}`)).toEqual([id]);
    expect(await list(`closedFrom=${closedAt + 1}`)).toEqual([]);
    expect(await list(`closedBefore=${closedAt}`)).toEqual([]);
    expect(await list("intent=praise")).toEqual([id]);
    expect(await list("intent=unwell")).toEqual([]);
    expect(await list("channel=chat&state=done")).toEqual([id]);
    expect(await list("channel=group_send")).toEqual([]);
    expect((await read.get("/v1/tasks?channel=pigeon")).statusCode).toBe(400);
  });

  it("say what their flow and step are called, to those too who may not read flows", async () => {
    const advisor = await api.signedIn("advisor", "a1");
    expect((await advisor.get("/v1/flows")).statusCode).toBe(403);
    const named = { flowId: "care", flowName: "关怀", nodeType: "task", nodeTitle: "先问候" };
    expect((await advisor.get("/v1/tasks")).json().items).toMatchObject([named]);
    expect((await advisor.get(`/v1/tasks/${await taskOf("c1")}`)).json()).toMatchObject(named);
  });

  it("are completed with an outcome, and the flow goes on by it", async () => {
    const id = await taskOf("c1");
    const advisor = await api.signedIn("advisor", "a1");
    const answer = await advisor.post(`/v1/tasks/${id}/complete`, {
      outcome: "good",
      fields: { left: 5 },
      note: "老客",
    });
    expect([answer.statusCode, answer.json()]).toEqual([202, { taskId: id, status: "accepted" }]);
    await api.engine.runUntilIdle();
    expect((await advisor.get(`/v1/tasks/${id}`)).json()).toMatchObject({
      state: "done",
      result: { outcome: "good", by: "a1", fields: { left: 5 } },
    });
    const { flows } = (await api.as("read").get("/v1/customers/c1")).json();
    expect(flows.care.lastReason).toBe("served");
  });

  it("count a request once for its Idempotency-Key, and say so when it is repeated", async () => {
    const id = await taskOf("c1");
    const worker = api.as("tasks");
    const key = { "idempotency-key": "tap-1" };
    expect((await worker.post(`/v1/tasks/${id}/complete`, { outcome: "good" }, key)).statusCode).toBe(202);
    const repeated = await worker.post(`/v1/tasks/${id}/complete`, { outcome: "good" }, key);
    expect([repeated.statusCode, repeated.json().status]).toEqual([200, "duplicate"]);
    await api.engine.runUntilIdle();
    expect((await worker.post(`/v1/tasks/${id}/complete`, { outcome: "good" }, key)).statusCode).toBe(200);
    const other = await worker.post(`/v1/tasks/${id}/skip`, { reason: "other" }, key);
    expect([other.statusCode, other.json().code]).toEqual([409, "request.key_reused"]);
  });

  it("are done when they were done, where the phone had no connection then", async () => {
    const id = await taskOf("c1");
    const madeAt = api.clock.now() + 60_000;
    api.clock.advance(3 * 3_600_000);
    await api.as("tasks").post(`/v1/tasks/${id}/complete`, { outcome: "good", madeAt });
    await api.engine.runUntilIdle();
    const task = (await api.as("read").get(`/v1/tasks/${id}`)).json();
    expect([task.state, task.closedAt, task.result.at]).toEqual(["done", madeAt, madeAt]);
  });

  it("refuse what the task does not offer, and tell what it does", async () => {
    const id = await taskOf("c1");
    const worker = api.as("tasks");
    const cases: [string, object, number, string][] = [
      ["complete", {}, 422, "task.outcome_missing"],
      ["complete", { outcome: "great" }, 422, "task.outcome_unknown"],
      ["complete", { outcome: "good", fields: { left: "five" } }, 422, "task.field_invalid"],
      ["skip", {}, 400, "request.invalid"],
      ["postpone", { until: api.clock.now() + 400 * 86_400_000 }, 422, "task.postpone_invalid"],
    ];
    for (const [act, body, status, code] of cases) {
      const answer = await worker.post(`/v1/tasks/${id}/${act}`, body);
      expect([act, answer.statusCode, answer.json().code]).toEqual([act, status, code]);
    }
    expect((await worker.post("/v1/tasks/none/complete", { outcome: "good" })).json().code).toBe("task.not_found");
  });

  it("are opened, postponed and skipped with a reason", async () => {
    const id = await taskOf("c1");
    const worker = api.as("tasks");
    expect((await worker.post(`/v1/tasks/${id}/open`)).statusCode).toBe(202);
    const until = api.clock.now() + 3_600_000;
    expect((await worker.post(`/v1/tasks/${id}/postpone`, { until })).statusCode).toBe(202);
    await api.engine.runUntilIdle();
    expect((await worker.get(`/v1/tasks/${id}`)).json()).toMatchObject({ state: "open", postponedUntil: until });
    expect((await worker.post(`/v1/tasks/${id}/skip`, { reason: "刚聊过" })).statusCode).toBe(202);
    await api.engine.runUntilIdle();
    expect((await worker.get(`/v1/tasks/${id}`)).json().state).toBe("skipped");
  });

  it("keep a result that comes too late, and say that it moves nothing", async () => {
    const id = await taskOf("c1");
    const worker = api.as("tasks");
    await worker.post(`/v1/tasks/${id}/skip`, { reason: "刚聊过" });
    await api.engine.runUntilIdle();
    const late = await worker.post(`/v1/tasks/${id}/complete`, { outcome: "good" });
    expect([late.statusCode, late.json().code, late.json().details]).toEqual([
      409,
      "task.closed",
      { state: "skipped", kept: true },
    ]);
  });

  it("are an advisor's own: no other can list, read or answer them", async () => {
    const id = await taskOf("c1");
    const other = await api.signedIn("advisor", "a2");
    expect(idsOf(await other.get("/v1/tasks"))).toEqual([await taskOf("c2")]);
    expect(idsOf(await other.get("/v1/tasks?advisorId=a1"))).toEqual([]);
    expect(idsOf(await other.get("/v1/tasks?customerId=c1"))).toEqual([]);
    for (const answer of [
      await other.get(`/v1/tasks/${id}`),
      await other.post(`/v1/tasks/${id}/open`),
      await other.post(`/v1/tasks/${id}/complete`, { outcome: "good" }),
      await other.post(`/v1/tasks/${id}/skip`, { reason: "x" }),
      await other.post(`/v1/tasks/${id}/postpone`, { until: api.clock.now() + 1 }),
    ]) {
      expect([answer.statusCode, answer.json().code]).toEqual([403, "task.not_yours"]);
    }
    await api.engine.runUntilIdle();
    expect((await api.store.tasks.get(id))?.state).toBe("open");
  });
});
