import type { JsonObject } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AGENT, START, startSim, TEST_CORP } from "../sim.testkit.js";

const text = (more: JsonObject = {}): JsonObject => ({
  touser: "LinXiaowen",
  msgtype: "text",
  agentid: AGENT,
  text: { content: "你好" },
  ...more,
});
const card = (taskId: string, more: JsonObject = {}): JsonObject => ({
  touser: "LinXiaowen|zhou",
  msgtype: "template_card",
  agentid: AGENT,
  template_card: {
    card_type: "button_interaction",
    main_title: { title: "回访" },
    task_id: taskId,
    button_list: [{ text: "完成", key: "done" }],
    ...more,
  },
});
const shown = (bench: ReturnType<typeof startSim>, userid = "linxiaowen") =>
  [...bench.sim.corp().appMessages.values()].map((message) => message.copies.get(userid)?.state);

describe("message/send", () => {
  it("sends to whom it can and names the others in lower case", () => {
    const members = [...TEST_CORP.members, { userid: "unpaid", licensed: false }];
    const bench = startSim({ corps: [{ ...TEST_CORP, members }] });
    expect(bench.call("message/send", text({ touser: "LINXIAOWEN|NoBody|unpaid" }))).toMatchObject({
      errcode: 0,
      invaliduser: "nobody",
      unlicenseduser: "unpaid",
      msgid: expect.any(String),
    });
    const none = bench.call("message/send", text({ touser: "NoBody" }));
    expect(none).toMatchObject({ errcode: 81_013, invaliduser: "nobody" });
  });
  it("cuts text at 2,048 bytes and never inside a character", () => {
    const bench = startSim();
    bench.call("message/send", text({ text: { content: "好".repeat(700) } }));
    const [message] = bench.sim.corp().appMessages.values();
    expect(message?.copies.get("linxiaowen")?.content).toEqual({ content: "好".repeat(682) });
  });
  it.each([
    ["no recipient", text({ touser: "" }), 40_058],
    ["1,001 recipients", text({ touser: Array.from({ length: 1_001 }, (_, at) => `u${at}`).join("|") }), 40_058],
    ["an unknown type", text({ msgtype: "song" }), 40_008],
    ["empty text", text({ text: { content: "" } }), 44_004],
    ["another app", text({ agentid: 7 }), 301_002],
    ["markdown beyond 2,048 bytes", text({ msgtype: "markdown", markdown: { content: "a".repeat(2_049) } }), 40_058],
    ["nine articles", text({ msgtype: "news", news: { articles: Array(9).fill({ title: "t" }) } }), 40_058],
    ["an interval beyond 4 hours", text({ duplicate_check_interval: 14_401 }), 40_058],
    ["media nobody uploaded", text({ msgtype: "image", image: { media_id: "m" } }), 40_007],
    ["a card without a task id", card(""), 42_014],
    ["a task id with a space", card("a b"), 42_014],
    ["seven buttons", card("t", { button_list: Array(7).fill({ text: "x", key: "k" }) }), 40_058],
    ["a button without a key", card("t", { button_list: [{ text: "x" }] }), 40_058],
    ["a key beyond 1,024 bytes", card("t", { button_list: [{ text: "x", key: "k".repeat(1_025) }] }), 40_058],
    ["seven rows", card("t", { horizontal_content_list: Array(7).fill({ keyname: "k" }) }), 40_058],
    ["a title beyond 36 characters", card("t", { main_title: { title: "长".repeat(37) } }), 40_058],
    ["a notice without an action", card("t", { card_type: "text_notice" }), 40_058],
  ])("refuses %s", (_, body, errcode) => {
    expect(startSim().call("message/send", body).errcode).toBe(errcode);
  });
  it("drops the 31st message of a minute to a member, and says nothing", () => {
    const bench = startSim();
    for (let at = 0; at < 31; at++) {
      expect(bench.call("message/send", text({ text: { content: `${at}` } })).errcode).toBe(0);
    }
    expect(shown(bench).filter((state) => state === "dropped")).toHaveLength(1);
    bench.now += 60_000;
    bench.call("message/send", text());
    expect(shown(bench).at(-1)).toBe("shown");
  });
  it("drops the 1,001st message of an hour to a member", () => {
    const bench = startSim();
    for (let at = 0; at < 1_001; at++) {
      bench.now = START + at * 3_000;
      bench.call("message/send", text({ text: { content: `${at}` } }));
    }
    expect(shown(bench).filter((state) => state === "dropped")).toHaveLength(1);
    expect(shown(bench).at(-1)).toBe("dropped");
  });
  it("shows the same request once within its interval when asked to check", () => {
    const bench = startSim();
    const same = text({ enable_duplicate_check: 1, duplicate_check_interval: 60 });
    const first = bench.call("message/send", same);
    expect(bench.call("message/send", same)).toMatchObject({ errcode: 0, msgid: first.msgid });
    expect(shown(bench)).toHaveLength(1);
    bench.now += 60_000;
    bench.call("message/send", same);
    expect(shown(bench)).toHaveLength(2);
  });
  it("refuses more person-times a day than 200 for each account", () => {
    const bench = startSim({ corps: [{ ...TEST_CORP, accountCap: 1 }] });
    const codes = Array.from({ length: 201 }, (_, at) =>
      Number(bench.call("message/send", text({ text: { content: `${at}` } })).errcode),
    );
    expect(codes.filter((code) => code === 0)).toHaveLength(200);
    bench.now += 14 * 3_600_000; // midnight in China
    expect(bench.call("message/send", text()).errcode).toBe(0);
  });
  it("takes each task id once per app", () => {
    const bench = startSim();
    expect(bench.call("message/send", card("task-1@x")).errcode).toBe(0);
    expect(bench.call("message/send", card("task-1@x")).errcode).toBe(42_014);
  });
  it("recalls within 24 hours only", () => {
    const bench = startSim();
    const msgid = String(bench.call("message/send", text()).msgid);
    bench.now += 86_400_001;
    expect(bench.call("message/recall", { msgid }).errcode).toBe(42_052);
    bench.now -= 1;
    expect(bench.call("message/recall", { msgid }).errcode).toBe(0);
    expect(shown(bench)).toEqual(["recalled"]);
  });
});

describe("cards that were sent", () => {
  const update = (code: unknown, more: JsonObject = {}): JsonObject => ({
    userids: ["linxiaowen"],
    agentid: AGENT,
    response_code: String(code),
    button: { replace_name: "已完成" },
    ...more,
  });
  const buttonOf = (bench: ReturnType<typeof startSim>, userid = "linxiaowen") =>
    [...bench.sim.corp().appMessages.values()][0]?.copies.get(userid)?.replacedBy;

  it("are changed with a response code that works once, within 72 hours", () => {
    const bench = startSim();
    const { response_code } = bench.call("message/send", card("t1"));
    expect(bench.call("message/update_template_card", update(response_code)).errcode).toBe(0);
    expect([buttonOf(bench), buttonOf(bench, "zhou")]).toEqual(["已完成", undefined]);
    expect(bench.call("message/update_template_card", update(response_code)).errcode).toBe(60_140);
    const late = bench.call("message/send", card("t2")).response_code;
    bench.now += 72 * 3_600_000;
    expect(bench.call("message/update_template_card", update(late)).errcode).toBe(60_140);
  });
  it("give no response code to messages that cannot be changed", () => {
    expect(startSim().call("message/send", text())).not.toHaveProperty("response_code");
  });
  it("tell of a press with a new code and the task id, and take no second press once grey", () => {
    const bench = startSim();
    const msgid = String(bench.call("message/send", card("t1")).msgid);
    const press = () => bench.act({ type: "advisor.pressButton", userid: "zhou", msgid, key: "done" });
    press();
    const [xml = ""] = bench.callbacks();
    expect(xml).toContain("<FromUserName><![CDATA[zhou]]></FromUserName>");
    expect(xml).toContain("<TaskId><![CDATA[t1]]></TaskId>");
    const code = /<ResponseCode><!\[CDATA\[(\w+)/.exec(xml)?.[1];
    expect(bench.call("message/update_template_card", update(code, { userids: ["zhou"] })).errcode).toBe(0);
    expect(press).toThrow("grey");
  });
});

describe("response codes", () => {
  it("work at most once each, in whatever order and however often they are used", () => {
    const use = fc.record({ code: fc.nat(5), waitMs: fc.integer({ min: 0, max: 20 * 3_600_000 }) });
    fc.assert(
      fc.property(fc.array(use, { maxLength: 40 }), (uses) => {
        const bench = startSim({ seed: String(uses.length) });
        const codes = Array.from({ length: 3 }, (_, at) => bench.call("message/send", card(`t${at}`)).response_code);
        for (const { id } of [...bench.sim.corp().appMessages.values()].map(({ msgid }) => ({ id: msgid }))) {
          bench.act({ type: "advisor.pressButton", userid: "zhou", msgid: id, key: "done" });
        }
        const pressed = bench.callbacks().map((xml) => /<ResponseCode><!\[CDATA\[(\w+)/.exec(xml)?.[1]);
        const all = [...codes, ...pressed].map(String);
        const worked = new Map<string, number>();
        for (const { code, waitMs } of uses) {
          bench.now += waitMs;
          const response_code = all[code] ?? "";
          const body = { userids: ["zhou"], agentid: AGENT, response_code, button: { replace_name: "好" } };
          const { errcode } = bench.call("message/update_template_card", body);
          expect([0, 60_140]).toContain(errcode);
          if (errcode === 0) worked.set(response_code, (worked.get(response_code) ?? 0) + 1);
          if (bench.now - START >= 72 * 3_600_000) expect(errcode).toBe(60_140);
        }
        expect(Math.max(0, ...worked.values())).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });
});
