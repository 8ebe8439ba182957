import type { Forecast } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Caller, startTestApi, type TestApi } from "../../test-api.testkit.js";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let api: TestApi;
let lead: Caller;
beforeEach(async () => {
  api = await startTestApi();
  lead = await api.signedIn("lead");
  await api.store.brand.saveAdvisors([
    { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 2, active: true },
    { id: "a2", name: "小王", pools: ["default"], capacityPerDay: 80, active: true },
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
    { id: "w", type: "wait.duration", position, data: { duration } },
    { id: "k", type: "task", position, data: { title: "回访", script: "您好", wait: false } },
  ],
  edges: [
    { id: "e1", source: "t", sourceHandle: "out", target: "w" },
    { id: "e2", source: "w", sourceHandle: "out", target: "k" },
  ],
});
const publishFlow = async (flow: { readonly id: string }) => {
  await lead.post("/v1/flows", { flow });
  expect((await lead.post(`/v1/flows/${flow.id}/publish`, {})).statusCode).toBe(200);
};
const publish = () => publishFlow(waits("P5D"));
const task = (id: string, more: object) => ({
  id,
  type: "task",
  position,
  data: { title: "电话", script: "您好", purpose: "service", dueIn: "PT2H", ...more },
});
/** A call; who was reached gets another one the day after. */
const asksTwice = {
  schema: "sopflow/flow@1",
  id: "ask",
  name: "回访",
  nodes: [
    { id: "t", type: "trigger.event", position, data: { event: "friend.added" } },
    task("k1", { wait: true, expireIn: "PT23H", outcomes: [{ id: "yes", label: "接通" }] }),
    { id: "w", type: "wait.duration", position, data: { duration: "PT5H" } },
    task("k2", { wait: false, expireIn: "PT20H" }),
  ],
  edges: [
    { id: "e1", source: "t", sourceHandle: "out", target: "k1" },
    { id: "e2", source: "k1", sourceHandle: "yes", target: "w" },
    { id: "e3", source: "w", sourceHandle: "out", target: "k2" },
  ],
};
const everyMonday = (after: string, cron = "0 9 * * 1") => ({
  schema: "sopflow/flow@1",
  id: "weekly",
  name: "周一问候",
  settings: { reentry: { after } },
  nodes: [
    { id: "s", type: "trigger.schedule", position, data: { cron, audience: { all: [] } } },
    task("k", { wait: false }),
  ],
  edges: [{ id: "e", source: "s", sourceHandle: "out", target: "k" }],
});
let answers = 0;
const answer = async (taskId: string) => {
  answers += 1;
  const said = { kind: "complete", outcome: "yes", by: "a1", at: api.clock.now(), requestId: `r${answers}` } as const;
  expect((await api.engine.reportTask(taskId, said)).status).toBe("accepted");
  await api.engine.runUntilIdle();
};
let people = 0;
async function join(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    const n = people++;
    const at = new Date(api.clock.now()).toISOString();
    return { id: `e${n}`, source: "test", type: "friend.added", customer: `c${n}`, at, props: { advisorId: "a1" } };
  });
  await api.engine.post(events, { origin: "system" });
  await api.engine.runUntilIdle();
}
/** So many new friends every day, at the same hour. */
async function live(days: number, perDay: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await join(perDay);
    api.clock.advance(DAY_MS);
    await api.engine.runUntilIdle();
  }
}
// Signed in anew: days may have gone by.
const forecast = async (): Promise<Forecast> => (await (await api.signedIn("lead")).get("/v1/team/forecast")).json();
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe("the forecast", () => {
  it("counts the tasks of people who wait, on the day they fall due, for the advisor they belong to", async () => {
    await publish();
    await join(4);
    const { days, advisors, people: inside, sampled, margin, check } = await forecast();
    expect([inside, sampled, margin, check]).toEqual([4, 4, 0, undefined]);
    expect(days).toHaveLength(14);
    expect(days.map((day) => day.waiting)).toEqual([0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(days[5]).toEqual({ date: "2026-06-06", waiting: 4, arriving: 0 });
    expect(advisors.map(({ advisorId, contacts, over }) => [advisorId, contacts[5], over])).toEqual([
      ["a1", 4, [5]],
      ["a2", 0, []],
    ]);
  });

  it("adds who will enter at the usual rate, and tells how far off the method was on the days before", async () => {
    await publish();
    await live(20, 2);
    const { days, history, check } = await forecast();
    expect(history).toEqual({ days: 19, entries: 38 });
    // Everybody gets one task on the fifth day, so steadily two a day; who is inside now makes those of the first days.
    expect(sum(days.map((day) => day.waiting))).toBe(8);
    for (const day of days.slice(6)) expect(day.waiting + day.arriving).toBeCloseTo(2, 1);
    expect(check).toMatchObject({ days: 9, happened: 18 });
    expect(check?.errorShare).toBeLessThan(0.15);
  });

  it("answers tasks as advisors did lately, so that what follows from an answer is foreseen", async () => {
    // Nobody's day is full.
    await api.store.brand.saveAdvisors([
      { id: "a1", name: "小林", pools: ["default"], capacityPerDay: 80, active: true },
    ]);
    await publishFlow(asksTwice);
    for (let day = 0; day < 16; day += 1) {
      await join(3);
      api.clock.advance(20 * HOUR_MS);
      await api.engine.runUntilIdle();
      // Of the first calls of a day every third is left alone, and runs out.
      const open = await api.store.tasks.query({ flowId: "ask", nodeId: "k1", states: ["open"], limit: 10 });
      for (const [i, { id }] of open.entries()) if (i % 3 < 2) await answer(id);
      api.clock.advance(4 * HOUR_MS);
      await api.engine.runUntilIdle();
    }
    const { days, check } = await forecast();
    // Three first calls a day, and two second ones on the day after.
    for (const day of days.slice(6)) expect(Math.abs(day.waiting + day.arriving - 5)).toBeLessThan(0.8);
    expect(check?.happened).toBeGreaterThan(30);
    expect(check?.errorShare).toBeLessThan(0.15);
  });

  it("asks a schedule whom it will let in on its days, also one that never ran, and keeps to re-entry", async () => {
    await join(8);
    await publishFlow(everyMonday("P6D"));
    const weekly = await forecast();
    // 2026-06-01 is a Monday, past its hour.
    expect(weekly.days.map((day) => day.arriving)).toEqual([0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0]);
    const { revision } = (await lead.get("/v1/flows/weekly")).json();
    await lead.put("/v1/flows/weekly", { flow: { ...everyMonday("P20D", "0 9 * * *") }, revision });
    const daily: Forecast = (await lead.post("/v1/flows/weekly/forecast", {})).json();
    expect(daily.days.map((day) => day.arriving)).toEqual([0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([daily.isNew, sum(daily.days.map((day) => day.without ?? 0))]).toEqual([false, 8]);
  });

  it("knows a week's rhythm after some weeks", async () => {
    await publish();
    for (let day = 0; day < 35; day += 1) {
      const weekday = new Date(api.clock.now() + 8 * HOUR_MS).getUTCDay();
      if (weekday !== 0 && weekday !== 6) await join(2);
      api.clock.advance(DAY_MS);
      await api.engine.runUntilIdle();
    }
    const { days, check } = await forecast();
    const perDay = days.slice(6, 13).map((day) => Math.round(day.waiting + day.arriving));
    expect([sum(perDay), perDay.filter((count) => count === 0)]).toEqual([10, [0, 0]]);
    expect(check?.errorShare).toBeLessThan(0.15);
  });

  it("shows what a draft changes, and whose days it fills above their capacity", async () => {
    await publish();
    await join(3);
    const twice = waits("P5D");
    const again = { ...twice.nodes[2], id: "k2", data: { title: "再访", script: "您好", wait: false } };
    const edge = { id: "e3", source: "k", sourceHandle: "out", target: "k2" };
    const flow = { ...twice, nodes: [...twice.nodes, again], edges: [...twice.edges, edge] };
    const { revision } = (await lead.get("/v1/flows/care")).json();
    await lead.put("/v1/flows/care", { flow, revision });
    const answer = await lead.post("/v1/flows/care/forecast", {});
    const { days, advisors, isNew }: Forecast = answer.json();
    expect(isNew).toBe(false);
    // A person is not written to again at once.
    const counts = days.slice(5, 8).map((day) => [day.waiting, day.without]);
    expect(counts).toEqual([
      [3, 3],
      [0, 0],
      [3, 0],
    ]);
    expect(advisors[0]).toMatchObject({ advisorId: "a1", over: [5, 7], overWithout: 1 });
  });

  it("says of a flow that was never live that who will enter it is unknown", async () => {
    await lead.post("/v1/flows", { flow: waits("P5D") });
    const fresh: Forecast = (await lead.post("/v1/flows/care/forecast", {})).json();
    expect(fresh.isNew).toBe(true);
    expect(sum(fresh.days.map((day) => day.waiting + day.arriving))).toBe(0);
    expect(await api.store.customers.count()).toBe(0);
  });

  it("estimates from some when many wait, changes nobody, and is a lead's to see", async () => {
    await publish();
    await join(900);
    const before = await api.store.log.lastSeq();
    const { people: inside, sampled, days } = await forecast();
    expect([inside, sampled, days[5]?.waiting]).toEqual([900, 300, 900]);
    expect(await api.store.log.lastSeq()).toBe(before);
    expect((await (await api.signedIn("advisor", "a1")).get("/v1/team/forecast")).statusCode).toBe(403);
  });
});
