import { SimActError } from "@sopflow/engine";
import type { FlowFile } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { LoopWorld } from "./loop-world.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** 2026-03-02 10:10 in China. */
const T0 = Date.UTC(2026, 2, 2, 2, 10);

const node = (id: string, type: string, data: object, y: number) => ({ id, type, position: { x: 0, y }, data });
const edge = (from: string, port: string, to: string) => ({
  id: `${from}-${port}`,
  source: from,
  sourceHandle: port,
  target: to,
});

/** Package card → welcome → an ice-breaking task → by its outcome: done, or a group send for who stays silent. */
const intake = {
  schema: "sopflow/flow@1",
  id: "intake",
  name: "包裹卡承接",
  settings: { reentry: "never", exitWhen: [{ on: "order.paid", reason: "bought" }] },
  nodes: [
    node(
      "t",
      "trigger.event",
      {
        event: "friend.added",
        where: { all: [{ fact: "event", path: "$.props.channel", operator: "equal", value: "package-card" }] },
        welcome: { text: "您好，我是您的顾问，谢谢您扫卡", materials: [] },
      },
      0,
    ),
    node(
      "break",
      "task",
      {
        title: "破冰",
        script: "您好，吃得还习惯吗？",
        purpose: "reply",
        wait: true,
        expireIn: "P2D",
        outcomes: [
          { id: "replied", label: "已回复", contact: "replied" },
          { id: "silent", label: "没有回", contact: "delivered_no_reply" },
        ],
      },
      1,
    ),
    node(
      "send",
      "task",
      {
        title: "群发",
        script: "本周直播间见",
        channel: "group_send",
        purpose: "marketing",
        wait: true,
        expireIn: "P5D",
      },
      2,
    ),
    node("x", "exit", { reason: "served" }, 3),
  ],
  edges: [
    edge("t", "out", "break"),
    edge("break", "replied", "x"),
    edge("break", "silent", "send"),
    edge("send", "done", "x"),
  ],
} as unknown as FlowFile; // the compiler checks it

let world: LoopWorld;
afterEach(() => world.dispose());
const start = async (seed?: string): Promise<void> => {
  world = await LoopWorld.create(T0, [intake], seed);
};
const chat = (externalUserId: string): string =>
  JSON.stringify(
    [...world.sim.corp().relations.values()]
      .filter((relation) => relation.externalUserid === externalUserId)
      .map((relation) => relation.chat),
  );
const cards = () => [...world.sim.corp().appMessages.values()];
const openTasks = async () => (await world.tasks()).filter(({ state }) => state === "open").map(({ title }) => title);
const press = (key: string, option?: string) => {
  const [msgid = ""] = [...world.sim.corp().appMessages.keys()].slice(-1);
  const selected = option === undefined ? [] : [{ questionKey: "outcome", optionIds: [option] }];
  world.act({ type: "advisor.pressButton", userid: "Amy", msgid, key, selected });
};

describe("a package card scanned", () => {
  it("leads to a welcome within its time, a card with a task, an answer by button, a group send and its results", async () => {
    await start();
    const customer = world.scan("package-card", "李娜");
    await world.passMs(3_000);
    expect(world.done("externalcontact/send_welcome_msg")).toBe(1);
    expect(chat(customer)).toContain("谢谢您扫卡");
    expect(await openTasks()).toEqual(["破冰"]);
    await world.passMs(MINUTE_MS);
    expect(cards()).toHaveLength(1);
    // The name was not in the callback.
    expect(JSON.stringify([...(cards()[0]?.copies.values() ?? [])])).toContain("李娜");

    press("done", "silent");
    await world.passMs(10_000);
    expect(await openTasks()).toEqual(["群发"]);
    expect((await world.tasks()).find(({ title }) => title === "破冰")?.result).toMatchObject({
      outcome: "silent",
      evidence: "button",
    });

    await world.passMs(4 * MINUTE_MS);
    expect(world.done("externalcontact/add_msg_template")).toBe(1);
    const [msgid = ""] = [...world.sim.corp().groupSends.keys()];
    world.act({ type: "advisor.confirmGroupSend", userid: "Amy", msgid });
    await world.passMs(30 * MINUTE_MS, 30_000);
    expect(chat(customer)).toContain("本周直播间见");
    expect(await openTasks()).toEqual([]);
    expect((await world.tasks()).find(({ title }) => title === "群发")?.result?.evidence).toBe("group_send_result");
    expect(await world.story(customer)).toEqual(
      expect.arrayContaining(["friend.added", "welcome.sent", "task.completed"]),
    );
  });

  it("an order paid takes the open task away at once, and the card says so", async () => {
    await start();
    const customer = world.scan("package-card", "李娜");
    await world.passMs(2 * MINUTE_MS);
    expect(cards()).toHaveLength(1);
    await world.pay(customer, "o1");
    await world.passMs(5_000);
    expect(await openTasks()).toEqual([]);
    expect((await world.tasks())[0]).toMatchObject({ state: "withdrawn" });
    expect(JSON.stringify([...(cards()[0]?.copies.values() ?? [])])).toContain("已撤回");
    expect(() => press("done", "replied")).toThrow(SimActError);
  });

  it("a name, and a tag that the advisor sets in WeCom, reach the customer here; ours reach WeCom", async () => {
    await start();
    await world.store.brand.saveTaxonomy({
      groups: [{ id: "g", name: "意向", tags: ["高意向"], exclusive: false, automatic: false, syncToWecom: true }],
    });
    await world.engine.contextChanged();
    await world.service.reconcileNow();
    const customer = world.scan("package-card", "李娜");
    await world.passMs(10_000);
    const id = (await world.store.customers.resolve("external_userid", customer)) ?? "";
    const document = async () => (await world.store.customers.load([id])).get(id);
    expect(await document()).toMatchObject({ name: "李娜", advisorId: "amy", channel: "package-card" });

    const tagId = [...world.sim.corp().tagGroups.values()].flatMap((group) => [...group.tags.keys()])[0] ?? "";
    world.act({ type: "advisor.editCustomer", userid: "Amy", externalUserid: customer, addTags: [tagId] });
    await world.passMs(10_000);
    expect((await document())?.tags).toContain("高意向");

    const event = { id: "untag", source: "person", type: "tag.removed", customer: id, props: { tag: "高意向" } };
    await world.engine.post([{ ...event, at: new Date(world.clock.now()).toISOString() }], { origin: "system" });
    await world.passMs(10_000);
    expect(world.done("externalcontact/mark_tag")).toBeGreaterThanOrEqual(1);
    expect((await document())?.tags).not.toContain("高意向");
    await world.service.reconcileNow();
    await world.passMs(10_000);
    expect((await document())?.tags).not.toContain("高意向");
  });
});

describe("when callbacks go wrong", () => {
  it("repeated ones change nothing", async () => {
    await start();
    world.sim.setFaults({ callbacks: { repeat: 1 } });
    const customer = world.scan("package-card", "李娜");
    await world.passMs(2 * MINUTE_MS);
    expect((await world.story(customer)).filter((type) => type === "friend.added")).toHaveLength(1);
    expect(world.done("externalcontact/send_welcome_msg")).toBe(1);
    expect(await openTasks()).toEqual(["破冰"]);
  });

  it("unanswered ones are told again, and the welcome still arrives", async () => {
    await start();
    world.answerCallback = (nth) => (nth === 1 ? 0 : undefined);
    const customer = world.scan("package-card", "李娜");
    await world.passMs(2 * MINUTE_MS);
    expect(world.done("externalcontact/send_welcome_msg")).toBe(1);
    expect((await world.story(customer)).filter((type) => type === "friend.added")).toHaveLength(1);
  });

  it("lost ones are repaired by the nightly comparison, which says so", async () => {
    await start();
    world.sim.setFaults({ callbacks: { drop: 1 } });
    const customer = world.scan("package-card", "李娜");
    await world.passMs(2 * MINUTE_MS);
    expect(await world.store.customers.resolve("external_userid", customer)).toBeUndefined();
    await world.passMs(2 * HOUR_MS, 10 * MINUTE_MS);
    const report = await world.service.reconcileNow();
    expect(report).toMatchObject({ customers: 1, repaired: { "friend.added": 1 }, problems: [] });
    await world.passMs(2 * MINUTE_MS);
    expect(await openTasks()).toEqual(["破冰"]);
    expect((await world.service.reconcileNow()).repaired).toEqual({});

    world.act({ type: "advisor.deleteCustomer", externalUserid: customer, userid: "Amy" });
    await world.passMs(2 * MINUTE_MS);
    expect(await openTasks()).toEqual(["破冰"]);
    expect((await world.service.reconcileNow()).repaired).toEqual({ "friend.removed": 1 });
    await world.passMs(MINUTE_MS);
    expect(await openTasks()).toEqual([]);
  });

  it("friends we have from an import are not found to be new", async () => {
    await start();
    world.sim.setFaults({ callbacks: { drop: 1 } });
    const known = world.scan("package-card", "李娜");
    const unknown = world.scan("package-card", "王芳");
    const customer = { idType: "external_userid", value: known };
    const event = { id: "import", source: "crm", type: "friend.added", customer, history: true };
    const at = new Date(world.clock.now()).toISOString();
    await world.engine.post([{ ...event, at, props: { advisorId: "amy", name: "李娜" } }], { origin: "system" });
    await world.passMs(2 * MINUTE_MS);
    expect((await world.service.reconcileNow()).repaired["friend.added"]).toBe(1);
    await world.passMs(MINUTE_MS);
    expect((await world.story(known)).filter((type) => type === "friend.added")).toHaveLength(1);
    expect((await world.story(unknown)).filter((type) => type === "friend.added")).toHaveLength(1);
  });

  it("reordered and delayed ones end in the same", async () => {
    await start();
    world.sim.setFaults({ callbacks: { reorder: 0.5, reorderMs: 8_000, delayMs: 2_000 } });
    const people = ["甲", "乙", "丙", "丁"].map((name) => world.scan("package-card", name));
    await world.passMs(3 * MINUTE_MS);
    expect(await openTasks()).toHaveLength(4);
    for (const person of people) {
      expect((await world.story(person)).filter((type) => type === "friend.added")).toHaveLength(1);
    }
  });
});

describe("when WeCom goes wrong", () => {
  it("with its token expired early, calls go on", async () => {
    await start();
    world.scan("package-card", "甲");
    await world.passMs(2 * MINUTE_MS);
    world.sim.revokeTokens();
    world.scan("package-card", "乙");
    await world.passMs(20 * MINUTE_MS, 10_000);
    expect(cards()).toHaveLength(2);
    expect(world.done("externalcontact/send_welcome_msg")).toBe(2);
  });

  it.each(["timeout", "refused", "badGateway", "busy"] as const)(
    "down for an hour (%s), nothing is lost and nothing sent twice",
    async (how) => {
      await start(how);
      const first = world.scan("package-card", "甲");
      await world.passMs(5_000);
      const from = world.clock.now();
      world.sim.setFaults({ down: { from, until: from + HOUR_MS, how } });
      await world.passMs(10 * MINUTE_MS, 10_000);
      await world.restart();
      await world.passTo(from + HOUR_MS + 30 * MINUTE_MS, 30_000);
      expect(cards()).toHaveLength(1);
      expect(await openTasks()).toEqual(["破冰"]);
      press("done", "silent");
      await world.passMs(5 * MINUTE_MS, 10_000);
      expect(world.sim.corp().groupSends.size).toBe(1);
      expect((await world.story(first)).filter((type) => type === "friend.added")).toHaveLength(1);
    },
  );

  it("answers that are lost do not send anything twice", async () => {
    await start("lost");
    world.sim.setFaults({ calls: { answerLost: 0.4, busy: 0.2 } });
    for (const name of ["甲", "乙", "丙"]) world.scan("package-card", name);
    await world.passMs(30 * MINUTE_MS, 10_000);
    const shown = cards().flatMap(({ copies }) => [...copies.values()].map(({ content }) => JSON.stringify(content)));
    expect(new Set(shown).size).toBe(shown.length);
    const waiting = await openTasks();
    expect(waiting).toEqual(["破冰", "破冰", "破冰"]);
  });
});
