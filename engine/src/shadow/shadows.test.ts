import type { Task } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { personKind, shadowHeaders } from "./shadow-records.js";
import { careFlow, type Edit, Story } from "./shadow-story.testkit.js";

let story: Story;
afterEach(() => story.world.dispose());

const openTask = async (customerId: string, nodeId: string): Promise<Task> => {
  const tasks = await story.world.store.tasks.query({ customerId, nodeId, states: ["open"], limit: 5 });
  const [task] = tasks;
  if (!task) throw new Error(`no open ${nodeId} for ${customerId}`);
  return task;
};

/** Two who were there before, one of them inside; then two come, one a 贵宾; one answers, one buys. */
async function live(edit: Edit): Promise<void> {
  story = await Story.create();
  await story.join("early", "贵宾");
  await story.pass(1);
  await story.begin(careFlow(edit));
  await story.join("plain");
  await story.join("vip", "贵宾");
  await story.pass(25);
  const task = await openTask("plain", "k3");
  await story.world.post("task.completed", "plain", { taskId: task.id, outcome: "yes" });
  await story.world.engine.runUntilIdle();
  await story.pass(1);
  await story.world.post("order.paid", "plain", { orderId: "o1", amount: 9_900 });
  await story.world.engine.runUntilIdle();
  await story.pass(24 * 5);
}

describe("a shadow of a draft", () => {
  it("finds nothing where the draft is what is live, and issues nothing itself", async () => {
    await live({});
    const tasks = await story.world.tasks();
    const position = await story.world.store.log.lastSeq();
    const shadow = await story.shadow();
    expect(await story.differing()).toEqual({});
    expect(shadow).toMatchObject({ status: "running", people: 3, customers: 1, behind: 0, failed: 0, astray: 0 });
    expect(shadow.checked).toBe(3);
    const same = Object.fromEntries(shadow.counts.map(({ kind, nodeId, count }) => [`${kind}/${nodeId}`, count]));
    expect(same).toMatchObject({ "same_entered/t": 2, "same_task/k1": 1, "same_task/k2": 1, "same_task/k3": 3 });
    expect(same).toMatchObject({ "same_port/b": 2, "same_exit/": 3 });
    expect(await story.world.tasks()).toEqual(tasks);
    expect(await story.world.store.log.lastSeq()).toBe(position);
  });

  it("tells other words once for each who would have read them, with both texts", async () => {
    await live({ words: "早上好" });
    expect(await story.differing()).toEqual({ "text/k1": 1 });
    const [difference] = await story.list();
    expect(difference).toMatchObject({ kind: "text", customerId: "vip", nodeId: "k1" });
    expect([difference?.live?.text, difference?.draft?.text]).toEqual(["您好", "早上好"]);
  });

  it("tells another way at a branch, and the tasks that follow from it", async () => {
    await live({ tag: "普通" });
    expect(await story.differing()).toEqual({ "port/b": 1, "task_live/k1": 1, "task_draft/k2": 1 });
    const port = (await story.list()).find(({ kind }) => kind === "port");
    expect(port).toMatchObject({ customerId: "vip", live: { port: "vip" }, draft: { port: "else" } });
  });

  it("tells tasks that go out at another time; who waits on the changed step since before goes on as before", async () => {
    await live({ wait: "PT30H" });
    // The purchase came before the draft would have asked.
    expect(await story.differing()).toEqual({ "time/k3": 1, "task_live/k3": 1 });
  });

  it("tells who goes on where the live version ends", async () => {
    await live({ exits: false });
    expect(await story.differing()).toEqual({ "exit/x": 1 });
    const [difference] = await story.list();
    expect(difference).toMatchObject({ live: { end: "purchased" }, draft: { end: "inside" } });
  });

  it("lets a task that only the draft has run out, as nobody answers it", async () => {
    await live({ asks: "PT26H" });
    expect(await story.differing()).toEqual({});
    expect((await story.shadow()).undecided).toBe(0);
  });

  it("asks schedules and audiences of either version, and samples the same people", async () => {
    const flow = (at: string, tag: string) =>
      flowOf(
        "care",
        [
          ["s", "trigger.schedule", { cron: `0 ${at} * * *`, audience: { all: [] }, sample: { n: 2 } }],
          ["k", "task", sentTask({ expireIn: "PT2H", dueIn: "PT1H" })],
          [
            "a",
            "trigger.audience",
            {
              where: { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: tag }] },
              existing: "enroll",
            },
          ],
          ["k2", "task", sentTask({ expireIn: "PT2H", dueIn: "PT1H" })],
        ],
        ["s:out>k", "a:out>k2"],
      );
    story = await Story.create({ live: flow("15", "甲") });
    for (const id of ["c1", "c2", "c3", "c4"]) await story.world.post("message.received", id);
    await story.world.engine.runUntilIdle();
    await story.begin(flow("15", "甲"));
    await story.shadow();
    await story.pass(30);
    await story.world.post("tag.added", "c1", { tag: "甲" });
    await story.world.post("tag.added", "c2", { tag: "乙" });
    await story.world.engine.runUntilIdle();
    const { counts, astray } = await story.shadow();
    expect(counts.filter(({ kind }) => kind === "same_entered")).toEqual([
      { kind: "same_entered", nodeId: "s", count: 4 },
      { kind: "same_entered", nodeId: "a", count: 1 },
    ]);
    expect([await story.differing(), astray]).toEqual([{}, 0]);
    await story.shadows.end("care", "test");
    await story.begin(flow("16", "乙"));
    await story.pass(24);
    await story.world.post("tag.added", "c3", { tag: "甲" });
    await story.world.post("tag.added", "c4", { tag: "乙" });
    await story.world.engine.runUntilIdle();
    expect(await story.differing()).toEqual({
      ...{ "entered_live/s": 2, "entered_draft/s": 2, "task_live/k": 2, "task_draft/k": 2 },
      ...{ "entered_live/a": 1, "entered_draft/a": 1, "task_live/k2": 1, "task_draft/k2": 1 },
    });
  });

  it("ends when its time is over, when it is stopped, and when another version goes live", async () => {
    story = await Story.create();
    await story.begin(careFlow({ words: "早" }), 2);
    await story.join("c1", "贵宾");
    await story.pass(24 * 3);
    await story.join("c2", "贵宾");
    const over = await story.shadow();
    expect(over).toMatchObject({ status: "ended", ended: { why: "time" }, people: 1 });
    expect(await story.differing()).toEqual({ "text/k1": 1 });
    // What it knew of people is gone; what it found stays until the next one begins.
    const { records } = story.world.store;
    expect(await records.count(personKind(over.id))).toBe(0);
    expect(await story.list()).toHaveLength(1);
    await story.begin(careFlow({ words: "早" }));
    await story.shadow();
    expect(await story.list()).toEqual([]);
    expect(await story.shadows.end("care", "lead")).toMatchObject({ ended: { why: "stopped" } });
    await story.begin(careFlow({ words: "早" }));
    await story.world.publish(careFlow({ words: "早" }));
    await story.world.engine.runUntilIdle();
    expect(await story.shadow()).toMatchObject({ status: "ended", ended: { why: "published" } });
    expect((await shadowHeaders(records).get("care"))?.doc.leftovers).toEqual([]);
  });

  it("is refused for a draft that cannot run, for a flow that is not live, and twice", async () => {
    story = await Story.create();
    const { begin } = story.shadows;
    const start = (id: string) => begin.call(story.shadows, id, { days: 7, by: "test" });
    expect(await start("nobody")).toMatchObject({ code: "flow.not_found" });
    await story.begin(careFlow());
    expect(await start("care")).toMatchObject({ code: "shadow.running" });
    await story.shadows.end("care", "test");
    await expect(story.begin({ ...careFlow(), edges: [] })).rejects.toThrow("flow.has_problems");
    await story.world.store.flows.setState("care", "paused", story.world.clock.now(), "test");
    expect(await start("care")).toMatchObject({ code: "shadow.not_live" });
  });

  it("follows an even share of very many customers, and forgets who asks to be forgotten", async () => {
    story = await Story.create();
    for (let i = 0; i < 40; i += 1) await story.world.post("message.received", `c${i}`);
    await story.world.engine.runUntilIdle();
    await story.begin(careFlow({ words: "早" }), 7, 10);
    const { people, customers } = await story.shadow();
    expect(customers).toBe(40);
    expect(people).toBeGreaterThan(2);
    expect(people).toBeLessThan(22);
    await story.shadows.end("care", "test");
    await story.begin(careFlow({ words: "早" }));
    await story.join("c1", "贵宾");
    expect(await story.differing()).toEqual({ "text/k1": 1 });
    await story.world.post("customer.erased", "c1");
    await story.shadow();
    await story.world.engine.runUntilIdle();
    const { id, people: left } = await story.shadow();
    expect(left).toBe(39);
    expect(await story.world.store.records.get(personKind(id), "c1")).toBeUndefined();
    expect(await story.differing()).toEqual({});
    expect(await story.list()).toEqual([]);
  });
});
