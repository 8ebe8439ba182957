import type { FlowFile, Task } from "@sopflow/schemas";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { flowOf, waitingTask } from "../../core/journey/flows.testkit.js";
import { cst } from "../../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../core/time/index.js";
import { DeliveryWorld } from "./delivery.testkit.js";

const T0 = cst("2026-03-02 10:10");

const asking = (more: Record<string, unknown> = {}, outcomes = ["yes", "no"]): FlowFile =>
  flowOf(
    "asks",
    [
      ["t", "trigger.event", { event: "friend.added", where: { all: [] } }],
      ["k", "task", waitingTask(outcomes, more)],
      ["x", "exit", { reason: "answered" }],
    ],
    [`t:out>k`, `k:${outcomes[0] ?? "done"}>x`],
    { exitWhen: [{ on: "order.paid", reason: "bought" }] },
  );

let world: DeliveryWorld;
afterEach(() => world.engine.dispose());

const start = async (flow: FlowFile): Promise<void> => {
  world = await DeliveryWorld.create(T0, [flow]);
};
const cards = () => world.wecom.shown;
const openTasks = async (): Promise<Task[]> => (await world.engine.tasks()).filter(({ state }) => state === "open");
const press = (key: string, selected: string[] = [], more: object = {}) =>
  world.delivery.press({
    id: `press-${key}-${world.engine.clock.now()}`,
    userId: "A1",
    cardId: cards().at(-1)?.cardId ?? "",
    key,
    selected,
    at: world.engine.clock.now(),
    ...more,
  });

describe("an advisor hears of tasks in WeCom", () => {
  it("of one task by a card with its words, outcomes and buttons", async () => {
    await start(asking());
    await world.befriend("李娜", "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(cards()).toHaveLength(1);
    expect(cards()[0]).toMatchObject({
      userId: "a1",
      card: {
        title: "联系",
        description: "您好",
        rows: [
          { name: "客户", value: "李娜" },
          { name: "方式", value: "发消息" },
          { name: "截止", value: "明天10:10" },
        ],
        choice: { options: [{ id: "yes" }, { id: "no" }] },
        buttons: [{ key: "done" }, { key: "later" }],
      },
    });
    expect(cards()[0]?.cardId).toContain((await openTasks())[0]?.id);
  });

  it("of several that came together by one card, and of each advisor's own only", async () => {
    await start(asking());
    for (const name of ["c1", "c2", "c3"]) await world.befriend(name, "a1");
    await world.befriend("c4", "a2");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(
      cards()
        .map(({ userId, card }) => [userId, card.title])
        .sort(),
    ).toEqual([
      ["a1", "你有 3 个新任务"],
      ["a2", "联系"],
    ]);
  });

  it("of what several flows ask for one customer as one thing to do, with all of it in one row", async () => {
    world = await DeliveryWorld.create(T0, [asking(), { ...asking({ title: "用后关怀" }), id: "care" }]);
    await world.befriend("李娜", "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(cards()).toMatchObject([{ card: { title: "李娜：2 件事", rows: [{ value: "李娜 联系、用后关怀" }] } }]);
    await world.befriend("王芳", "a1");
    await world.befriend("周敏", "a1");
    await world.passTo(T0 + 30 * MINUTE_MS);
    expect(cards()[1]?.card.title).toBe("你有 4 个新任务，2 次联系");
    expect(
      cards()[1]
        ?.card.rows.map(({ value }) => value)
        .sort(),
    ).toEqual(["周敏 联系、用后关怀", "王芳 联系、用后关怀"]);
  });

  it("of later ones only after a quarter of an hour, at once when a customer waits for an answer", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 3 * MINUTE_MS);
    await world.befriend("c2", "a1");
    await world.passTo(T0 + 10 * MINUTE_MS);
    expect(cards()).toHaveLength(1);
    await world.passTo(T0 + 20 * MINUTE_MS);
    expect(cards()).toHaveLength(2);
  });

  it("not of a task that was over before it was told of", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    await world.settle();
    await world.engine.post(
      "order.paid",
      { idType: "external_userid", value: "wm-c1" },
      { orderId: "o1", amount: 100 },
    );
    await world.passTo(T0 + HOUR_MS);
    expect(cards()).toEqual([]);
    expect(await world.delivery.records.tasks.count()).toBe(0);
  });

  it("that the customer has bought: the card says it is withdrawn, and no code is used twice", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    await world.engine.post(
      "order.paid",
      { idType: "external_userid", value: "wm-c1" },
      { orderId: "o1", amount: 100 },
    );
    await world.settle();
    expect(world.wecom.closed).toEqual([{ word: "已撤回", responseCode: "code-1" }]);
    await world.passTo(T0 + 3 * HOUR_MS);
    expect(world.wecom.closed).toHaveLength(1);
    expect(await world.delivery.records.cards.count()).toBe(0);
  });

  it("a digest is brought up to date once all of its tasks are over", async () => {
    await start(asking());
    for (const name of ["c1", "c2"]) await world.befriend(name, "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    const paid = (id: string) =>
      world.engine.post("order.paid", { idType: "external_userid", value: `wm-${id}` }, { orderId: id, amount: 100 });
    await paid("c1");
    await world.settle();
    expect(world.wecom.closed).toEqual([]);
    await paid("c2");
    await world.settle();
    expect(world.wecom.closed.map(({ word }) => word)).toEqual(["已全部处理"]);
  });
});

describe("a button of a card", () => {
  it("closes the task with the chosen outcome, as done by button, and the flow goes on", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(await press("done", ["yes"], { responseCode: "fresh" })).toBe("已完成");
    await world.settle();
    const [task] = await world.engine.tasks();
    expect(task).toMatchObject({ state: "done", result: { outcome: "yes", evidence: "button", by: "a1" } });
    expect(world.wecom.closed).toMatchObject([{ word: "已完成", responseCode: "fresh" }]);
    expect(await press("done", ["yes"])).toBe("已结束");
  });

  it("without a needed outcome, or from somebody else, changes nothing", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(await press("done")).toBeUndefined();
    expect(await press("done", ["yes"], { userId: "a2" })).toBeUndefined();
    expect(await openTasks()).toHaveLength(1);
  });

  it("puts the task off: the card says so, and it is told of again an hour later", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    const pressedAt = world.engine.clock.now();
    expect(await press("later")).toBe("1 小时后提醒");
    await world.passTo(pressedAt + 50 * MINUTE_MS);
    expect(world.wecom.closed).toMatchObject([{ word: "11:15再提醒" }]);
    expect(cards()).toHaveLength(1);
    await world.passTo(pressedAt + 70 * MINUTE_MS);
    expect(cards()).toHaveLength(2);
    expect(await press("done", ["no"])).toBe("已完成");
  });

  it("of a digest brings all of its open tasks again an hour later", async () => {
    await start(asking());
    for (const name of ["c1", "c2"]) await world.befriend(name, "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(await press("later")).toBe("1 小时后提醒");
    await world.passTo(T0 + 80 * MINUTE_MS);
    expect(cards().map(({ card }) => card.title)).toEqual(["你有 2 个新任务", "你有 2 个新任务"]);
  });
});

describe("when WeCom fails", () => {
  it("an hour long, the advisor is told once afterwards, of what is still open", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    await world.befriend("c2", "a1");
    world.wecom.failures = Array.from({ length: 12 }, () => ({ failure: "later" as const }));
    await world.passTo(T0 + 20 * MINUTE_MS);
    expect(cards()).toEqual([]);
    await world.engine.post("order.paid", { idType: "external_userid", value: "wm-c1" }, { orderId: "1", amount: 1 });
    await world.passTo(T0 + 80 * MINUTE_MS);
    expect(cards().map(({ card }) => card.rows[0]?.value)).toEqual(["c2"]);
  });

  it("without an answer, the same card is sent again and shown once", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    world.wecom.failures = [{ failure: "unknown", isDone: true }, { failure: "unknown" }];
    await world.passTo(T0 + 20 * MINUTE_MS);
    expect(cards()).toHaveLength(1);
    expect((await world.delivery.records.advisors.get("a1"))?.doc).toMatchObject({ failures: 0, untold: [] });
  });

  it("for good, the reason is kept and later tasks are tried again", async () => {
    await start(asking());
    await world.befriend("c1", "a1");
    world.wecom.failures = [{ failure: "refused", code: 81_013 }];
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect((await world.delivery.records.advisors.get("a1"))?.doc.problem).toMatchObject({ code: 81_013 });
    await world.befriend("c2", "a1");
    await world.passTo(T0 + 40 * MINUTE_MS);
    expect(cards()).toHaveLength(1);
    expect((await world.delivery.records.advisors.get("a1"))?.doc.problem).toBeUndefined();
  });
});

describe("a group send", () => {
  const send = () => asking({ channel: "group_send", script: "大家好", expireIn: "P5D" }, []);

  it("asks the advisor once for all customers of the same words, and reports each", async () => {
    await start(send());
    for (const id of ["c1", "c2", "c3"]) await world.befriend(id, "a1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(world.wecom.sends).toMatchObject([{ sender: "a1", text: "大家好" }]);
    expect([...(world.wecom.sends[0]?.externalUserIds ?? [])].sort()).toEqual(["wm-c1", "wm-c2", "wm-c3"]);
    expect(cards()).toEqual([]);
    world.wecom.confirm("msg-1", T0 + 6 * MINUTE_MS, { "wm-c2": "not_friend", "wm-c3": "limit" });
    await world.passTo(T0 + HOUR_MS);
    const results = (await world.engine.tasks()).map(({ state, result }) => [state, result?.outcome, result?.evidence]);
    expect(results.sort()).toEqual([
      ["done", undefined, "group_send_result"],
      ["done", "limit", "group_send_result"],
      ["done", "not_friend", "group_send_result"],
    ]);
    const [row] = await world.delivery.records.groupSends.list({ limit: 5 });
    expect(row?.doc).toMatchObject({ state: "done", counts: { sent: 1, notFriend: 1, limit: 1 } });
    expect(await world.delivery.records.tasks.count()).toBe(0);
  });

  it("leaves out who bought before it was made, and is cancelled when all have bought before it was confirmed", async () => {
    await start(send());
    for (const id of ["c1", "c2"]) await world.befriend(id, "a1");
    await world.settle();
    const paid = (id: string) =>
      world.engine.post("order.paid", { idType: "external_userid", value: `wm-${id}` }, { orderId: id, amount: 100 });
    await paid("c1");
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(world.wecom.sends[0]?.externalUserIds).toEqual(["wm-c2"]);
    await paid("c2");
    await world.settle();
    expect(world.wecom.sends[0]?.cancelled).toBe(true);
  });

  it("reminds the advisor every four hours of the day, three times in a day at most", async () => {
    await start(send());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + DAY_MS - HOUR_MS, 10 * MINUTE_MS);
    expect(world.wecom.sends[0]?.reminders).toBe(3);
    await world.passTo(T0 + 2 * DAY_MS, 10 * MINUTE_MS);
    expect(world.wecom.sends[0]?.reminders).toBeLessThanOrEqual(6);
  });

  it("whose creation got no answer is looked up, and never made twice", async () => {
    await start(send());
    await world.befriend("c1", "a1");
    world.wecom.failures = [{ failure: "unknown", isDone: true }];
    await world.passTo(T0 + 10 * MINUTE_MS);
    expect(world.wecom.sends).toHaveLength(1);
    world.wecom.confirm("msg-1", world.engine.clock.now());
    await world.passTo(T0 + HOUR_MS);
    expect((await world.engine.tasks()).map(({ state }) => state)).toEqual(["done"]);
  });

  it("that WeCom does not know any more is asked about ever more seldom", async () => {
    await start(send());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 3 * MINUTE_MS);
    const refused = Array.from({ length: 1_000 }, () => ({ failure: "refused" as const, code: 40_058 }));
    world.wecom.failures = refused;
    await world.passTo(T0 + 5 * HOUR_MS);
    expect(1_000 - world.wecom.failures.length).toBeLessThan(15);
  });

  it("passes over who has had as many as WeCom allows", async () => {
    await start(send());
    const { store } = world.engine;
    const settings = await store.brand.settings();
    if (!settings) throw new Error("no settings");
    await store.brand.saveSettings({ ...settings, wecom: { ...settings.wecom, groupSendCap: "day" } });
    for (const id of ["c1", "c2"]) await world.befriend(id, "a1");
    await world.engine.engine.runUntilIdle();
    const [one] = await world.engine.tasks();
    const today = Math.floor((T0 + 8 * HOUR_MS) / DAY_MS);
    await world.delivery.records.ledgers.put({ id: one?.customerId ?? "", doc: { sends: { earlier: today } } });
    await world.passTo(T0 + 5 * MINUTE_MS);
    expect(world.wecom.sends[0]?.externalUserIds).toHaveLength(1);
    expect((await world.engine.tasks()).map(({ state, result }) => [state, result?.outcome]).sort()).toEqual([
      ["done", "limit"],
      ["open", undefined],
    ]);
  });
});

describe("whatever fails and whenever the process ends", () => {
  it("every open task is told of once, nothing closed is told of, and every card is closed once", async () => {
    const failure = fc.record({
      failure: fc.constantFrom("later" as const, "unknown" as const),
      isDone: fc.boolean(),
    });
    const act = fc.constantFrom("friend", "paid", "restart", "wait");
    await fc.assert(
      fc.asyncProperty(
        fc.array(failure, { maxLength: 6 }),
        fc.array(act, { maxLength: 12 }),
        async (failures, acts) => {
          await start(asking());
          try {
            world.wecom.failures = failures.map((one) => ({ ...one, isDone: one.failure === "unknown" && one.isDone }));
            let friends = 0;
            let buyers = 0;
            for (const what of acts) {
              if (what === "friend") await world.befriend(`c${++friends}`, "a1");
              if (what === "restart") await world.restart();
              if (what === "wait") await world.passTo(world.engine.clock.now() + 8 * MINUTE_MS, 4 * MINUTE_MS);
              if (what === "paid" && buyers < friends) {
                const customer = { idType: "external_userid", value: `wm-c${++buyers}` };
                await world.engine.post("order.paid", customer, { orderId: `o${buyers}`, amount: 100 });
              }
            }
            await world.passTo(world.engine.clock.now() + 2 * HOUR_MS, 6 * MINUTE_MS);
            const open = (await openTasks()).map(({ id }) => id);
            const marks = await world.delivery.records.tasks.list({ limit: 100 });
            expect(marks.map(({ id }) => id).sort()).toEqual([...open].sort());
            expect(marks.every(({ doc }) => doc.carrier !== undefined)).toBe(true);
            const codes = world.wecom.closed.map(({ responseCode }) => responseCode);
            expect(new Set(codes).size).toBe(codes.length);
          } finally {
            await world.engine.dispose();
          }
        },
      ),
      { numRuns: 25 },
    );
    await start(asking());
  });
});

describe("a moments task", () => {
  const moments = () => asking({ channel: "moments", scope: "advisor", script: "今天开播", expireIn: "P2D" }, []);

  it("is put before the advisor by WeCom beside its card, and done when published", async () => {
    await start(moments());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 2 * MINUTE_MS);
    expect(cards()).toHaveLength(1);
    expect(world.wecom.moments).toEqual([{ userId: "a1", text: "今天开播", published: false, cancelled: false }]);
    const [moment] = world.wecom.moments;
    if (moment) moment.published = true;
    await world.passTo(T0 + HOUR_MS);
    expect((await world.engine.tasks()).map(({ state, result }) => [state, result?.evidence])).toEqual([
      ["done", "moment_result"],
    ]);
    expect(world.wecom.closed.map(({ word }) => word)).toEqual(["已完成"]);
  });

  it("that was done by hand is taken back, and one without an answer is not asked for twice", async () => {
    await start(moments());
    await world.befriend("c1", "a1");
    await world.passTo(T0 + 2 * MINUTE_MS);
    await press("done");
    await world.settle();
    expect(world.wecom.moments.map(({ cancelled }) => cancelled)).toEqual([true]);

    await world.befriend("c2", "a2");
    world.wecom.failures = [{ failure: "unknown", isDone: true }];
    await world.passTo(T0 + 3 * HOUR_MS, 10 * MINUTE_MS);
    expect(world.wecom.moments).toHaveLength(2);
  });
});

describe("what is no task", () => {
  const telling = flowOf(
    "tells",
    [
      ["t", "trigger.event", { event: "friend.added", where: { all: [] } }],
      ["n", "notify", { to: "owner", text: '{{customer.name | default:"客户"}}来了' }],
      ["x", "exit", { reason: "told" }],
    ],
    ["t:out>n", "n:out>x"],
  );

  it("a flow's word to the owner is sent once, also over a restart", async () => {
    await start(telling);
    await world.befriend("李娜", "a1");
    await world.engine.engine.runUntilIdle();
    await world.restart();
    await world.passTo(T0 + MINUTE_MS);
    await world.restart();
    await world.passTo(T0 + 3 * MINUTE_MS);
    expect(cards()).toMatchObject([
      { userId: "a1", card: { title: "流程提醒", description: "李娜来了", buttons: [] } },
    ]);
  });

  it("a promise to call is told of when it is due, and not when it was kept before", async () => {
    await start(asking());
    const reminder = (id: string, state: string) => ({
      id,
      owner: "a1",
      customerId: "c1",
      doc: { id, customerId: "c1", customerName: "李娜", advisorId: "a1", at: T0 + HOUR_MS, text: "周二回电", state },
      dueAt: T0 + HOUR_MS,
    });
    await world.engine.store.records.put("desk.reminder", [reminder("r1", "open"), reminder("r2", "done")]);
    await world.passTo(T0 + 50 * MINUTE_MS, 10 * MINUTE_MS);
    expect(cards()).toEqual([]);
    await world.passTo(T0 + 70 * MINUTE_MS, 10 * MINUTE_MS);
    expect(cards().map(({ card }) => [card.title, card.description])).toEqual([["约好联系李娜", "周二回电"]]);
  });
});
