import type { JsonObject } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CORPID, type SimBench, startSim, TEST_CORP } from "../sim.testkit.js";

const DAY = 86_400_000;
const hello = { text: { content: "周末活动" } };

/** Creates a group send and waits until phones have it. */
function groupSend(bench: SimBench, more: JsonObject): string {
  const { msgid } = bench.call("externalcontact/add_msg_template", { ...hello, ...more });
  bench.now += 10_000;
  return String(msgid);
}
const rows = (bench: SimBench, msgid: string, userid = "linxiaowen") =>
  bench.call("externalcontact/get_groupmsg_send_result", { msgid, userid });

describe("group sends", () => {
  it("send nothing before the advisor confirms, and then tell of each customer by asking", () => {
    const bench = startSim();
    const [a, b] = [bench.friend("甲"), bench.friend("乙")];
    bench.callbacks();
    const msgid = groupSend(bench, { external_userid: [a, b, "wmnobody"], sender: "LinXiaowen" });
    expect(rows(bench, msgid)).toMatchObject({ send_list: [{ status: 0 }, { status: 0 }] });
    bench.act({ type: "customer.deleteAdvisor", userid: "linxiaowen", externalUserid: b });
    bench.callbacks();
    bench.act({ type: "advisor.confirmGroupSend", userid: "linxiaowen", msgid });
    expect(rows(bench, msgid)).toMatchObject({
      send_list: [
        { external_userid: a, status: 1, send_time: expect.any(Number) },
        { external_userid: b, status: 2 },
      ],
    });
    expect(bench.call("externalcontact/get_groupmsg_task", { msgid })).toMatchObject({
      task_list: [{ userid: "LinXiaowen", status: 2 }],
    });
    expect(bench.callbacks()).toEqual([]);
    expect(() => bench.act({ type: "advisor.confirmGroupSend", userid: "linxiaowen", msgid })).toThrow("already");
  });
  it("answer 41063 right after creation", () => {
    const bench = startSim();
    const external_userid = [bench.friend("甲")];
    const { msgid, fail_list } = bench.call("externalcontact/add_msg_template", { ...hello, external_userid });
    expect(fail_list).toEqual([]);
    expect(rows(bench, String(msgid)).errcode).toBe(41_063);
    expect(bench.call("externalcontact/get_groupmsg_task", { msgid: String(msgid) }).errcode).toBe(41_063);
  });
  it("go to the advisor who chatted last, of several", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    bench.now += 1_000;
    bench.act({ type: "customer.scan", configId: bench.code("z", "zhou"), externalUserid });
    bench.now += 1_000;
    bench.act({ type: "customer.write", userid: "linxiaowen", externalUserid, text: "在吗" });
    const msgid = groupSend(bench, { external_userid: [externalUserid] });
    expect(bench.call("externalcontact/get_groupmsg_task", { msgid })).toMatchObject({
      task_list: [{ userid: "LinXiaowen" }],
    });
  });
  it("take tags as any of a list, of every list", () => {
    const bench = startSim();
    const [a, b] = [bench.friend("甲"), bench.friend("乙")];
    const made = bench.act({ type: "tag.create", group: "g", names: ["x", "y", "z"] }).tagIds;
    const [x = "", y = "", z = ""] = Array.isArray(made) ? made.map(String) : [];
    bench.act({ type: "advisor.editCustomer", userid: "linxiaowen", externalUserid: a, addTags: [x, z] });
    bench.act({ type: "advisor.editCustomer", userid: "linxiaowen", externalUserid: b, addTags: [y] });
    const targets = (lists: string[][]) => {
      const tag_filter = { group_list: lists.map((tag_list) => ({ tag_list })) };
      const answer = bench.call("externalcontact/add_msg_template", { ...hello, tag_filter });
      bench.now += 10_000;
      if (answer.errcode !== 0) return answer.errcode;
      const { send_list } = rows(bench, String(answer.msgid));
      return Array.isArray(send_list) ? send_list.length : 0;
    };
    expect([targets([[x, y]]), targets([[x, y], [z]]), targets([[y], [z]])]).toEqual([2, 1, 41_048]);
  });
  it.each([
    ["nothing to send", { external_userid: ["a"] }, 44_004],
    ["nobody to send to", hello, 40_058],
    ["nobody who can be sent to", { ...hello, external_userid: ["wmnobody"] }, 41_048],
    ["4,001 bytes", { text: { content: "a".repeat(4_001) }, sender: "zhou" }, 40_058],
    ["10 attachments", { ...hello, sender: "zhou", attachments: Array(10).fill({ msgtype: "link" }) }, 40_058],
    ["10,001 customers", { ...hello, external_userid: Array(10_001).fill("a") }, 40_058],
    ["group chats without a sender", { ...hello, chat_type: "group" }, 40_058],
  ])("refuse %s", (_, body, errcode) => {
    expect(startSim().call("externalcontact/add_msg_template", body).errcode).toBe(errcode);
  });
  it("are reminded of three times a day, and not at all once cancelled", () => {
    const bench = startSim();
    bench.friend("甲");
    const msgid = groupSend(bench, { sender: "LinXiaowen" });
    const remind = () => bench.call("externalcontact/remind_groupmsg_send", { msgid }).errcode;
    expect([remind(), remind(), remind(), remind()]).toEqual([0, 0, 0, 41_094]);
    bench.now += DAY;
    expect(remind()).toBe(0);
    expect(bench.call("externalcontact/cancel_groupmsg_send", { msgid }).errcode).toBe(0);
    expect(remind()).toBe(41_093);
    expect(() => bench.act({ type: "advisor.confirmGroupSend", userid: "linxiaowen", msgid })).toThrow("cancelled");
  });
  it("reach group chats, of which unsent ones are not listed", () => {
    const bench = startSim();
    const chatId = String(bench.act({ type: "group.create", owner: "zhou", name: "群", externalUserids: [] }).chatId);
    const msgid = groupSend(bench, { chat_type: "group", sender: "zhou" });
    expect(rows(bench, msgid, "zhou")).toMatchObject({ send_list: [] });
    bench.act({ type: "advisor.confirmGroupSend", userid: "zhou", msgid });
    expect(rows(bench, msgid, "zhou")).toMatchObject({ send_list: [{ chat_id: chatId, status: 1 }] });
  });

  const rules = [
    ["daysOfMonth", 31],
    ["sevenPerWeek", 7],
    ["onePerDay", 1],
  ] as const;
  it.each(rules)("never exceed a customer's quota by %s, whoever sends and whenever", (quotaRule, most) => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ waitMs: fc.integer({ min: 0, max: 2 * DAY }), own: fc.boolean() }), { maxLength: 60 }),
        (sends) => {
          const bench = startSim({ corps: [{ ...TEST_CORP, quotaRule }] });
          const id = bench.friend("甲");
          for (const { waitMs, own } of sends) {
            bench.now += waitMs;
            if (own) {
              try {
                bench.act({ type: "advisor.groupSend", userid: "linxiaowen", externalUserids: [id], text: "t" });
              } catch {
                // One group message of a member to a customer and day: refused.
              }
            } else {
              const msgid = groupSend(bench, { sender: "linxiaowen" });
              bench.act({ type: "advisor.confirmGroupSend", userid: "linxiaowen", msgid });
            }
          }
          const counts = new Map<number, number>();
          const windowOf = (at: number) => {
            const local = new Date(at + 8 * 3_600_000);
            if (quotaRule === "daysOfMonth") return local.getUTCFullYear() * 12 + local.getUTCMonth();
            const day = Math.floor(local.getTime() / DAY);
            // The epoch began on a Thursday.
            return quotaRule === "onePerDay" ? day : Math.floor((day + 3) / 7);
          };
          for (const at of bench.sim.corp().groupReceipts.get(id) ?? []) {
            counts.set(windowOf(at), (counts.get(windowOf(at)) ?? 0) + 1);
          }
          expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 25 },
    );
  });
  it("answer status 3 once the customer's month is full", () => {
    const bench = startSim({ corps: [{ ...TEST_CORP, quotaRule: "onePerDay" }] });
    bench.friend("甲");
    const send = () => {
      const msgid = groupSend(bench, { sender: "linxiaowen" });
      bench.act({ type: "advisor.confirmGroupSend", userid: "linxiaowen", msgid });
      return rows(bench, msgid);
    };
    expect(send()).toMatchObject({ send_list: [{ status: 1 }] });
    expect(send()).toMatchObject({ send_list: [{ status: 3 }] });
  });
});

describe("welcome messages", () => {
  const scan = (bench: SimBench) => {
    bench.act({ type: "customer.scan", configId: bench.code("w", "zhou"), name: "甲" });
    return /<WelcomeCode><!\[CDATA\[(\w+)/.exec(bench.callbacks().join(""))?.[1] ?? "";
  };
  const welcome = (bench: SimBench, code: string) =>
    bench.call("externalcontact/send_welcome_msg", { welcome_code: code, ...hello }).errcode;

  it("are sent once within 20 seconds", () => {
    const bench = startSim();
    const [first, second] = [scan(bench), scan(bench)];
    expect([welcome(bench, first), welcome(bench, first)]).toEqual([0, 41_051]);
    bench.now += 20_000;
    expect([welcome(bench, second), welcome(bench, "WCnone")]).toEqual([41_050, 41_050]);
  });
  it("are refused once the chat has begun", () => {
    const bench = startSim();
    const code = scan(bench);
    const externalUserid = [...bench.sim.corp().customers.keys()][0] ?? "";
    bench.act({ type: "customer.write", userid: "zhou", externalUserid, text: "你好" });
    expect(welcome(bench, code)).toBe(41_051);
  });
  it("have no code when the console welcomes by itself", () => {
    const bench = startSim();
    bench.act({ type: "admin.member", userid: "zhou", adminWelcome: true });
    expect(scan(bench)).toBe("");
  });
  it("answer 41096 to another app while one is sending", () => {
    const callback = TEST_CORP.apps[0]?.callback;
    const other = { agentid: 7, secret: "other", ...(callback && { callback }) };
    const bench = startSim({
      corps: [{ ...TEST_CORP, apps: [...TEST_CORP.apps, other] }],
      pace: { answerMs: [500, 500] },
    });
    const access_token = String(
      bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "other" }).body.access_token,
    );
    bench.act({ type: "customer.scan", configId: bench.code("w", "zhou"), name: "甲" });
    const codes = [
      ...bench
        .callbacks()
        .join("")
        .matchAll(/<WelcomeCode><!\[CDATA\[(\w+)/g),
    ].map((match) => match[1]);
    const byOther = () => {
      const body = { welcome_code: codes[1], ...hello };
      return bench.raw("POST", "externalcontact/send_welcome_msg", { access_token }, body).body.errcode;
    };
    expect([welcome(bench, codes[0] ?? ""), byOther()]).toEqual([0, 41_096]);
    bench.now += 500;
    expect(byOther()).toBe(41_051);
  });
  it("work at most once, whatever is tried", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8_000 }), { minLength: 1, maxLength: 12 }), (waits) => {
        const bench = startSim({ faults: { calls: { busy: 0.2, answerLost: 0.3, conflict: 0.1 } }, seed: `${waits}` });
        const configId = String(bench.act({ type: "admin.contactWay", state: "w", users: ["zhou"] }).configId);
        bench.act({ type: "customer.scan", configId, name: "甲" });
        const code = /<WelcomeCode><!\[CDATA\[(\w+)/.exec(bench.callbacks().join(""))?.[1] ?? "";
        for (const wait of waits) {
          bench.now += wait;
          welcome(bench, code);
        }
        const sent = [...bench.sim.corp().relations.values()].flatMap(({ chat }) => chat);
        expect(sent.filter(({ via }) => via === "welcome").length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe("moments", () => {
  it("are asked of members, go through three states, and are published by hand", () => {
    const bench = startSim({ pace: { momentMs: [2_000, 2_000] } });
    const range = { sender_list: { user_list: ["zhou", "nobody"] } };
    const { jobid } = bench.call("externalcontact/add_moment_task", { ...hello, visible_range: range });
    const ask = () => bench.call("externalcontact/get_moment_task_result", undefined, { jobid: String(jobid) });
    const states = [ask().status];
    bench.now += 1_000;
    states.push(ask().status);
    bench.now += 1_000;
    const done = ask();
    expect([...states, done.status]).toEqual([1, 2, 3]);
    expect(done).toMatchObject({ result: { invalid_sender_list: { user_list: ["nobody"] } } });
    const momentId = [...bench.sim.corp().moments.keys()][0] ?? "";
    const task = () => bench.call("externalcontact/get_moment_task", { moment_id: momentId });
    expect(task()).toMatchObject({ task_list: [{ userid: "zhou", publish_status: 0 }] });
    bench.act({ type: "advisor.publishMoment", userid: "zhou", momentId });
    expect(task()).toMatchObject({ task_list: [{ userid: "zhou", publish_status: 1 }] });
    bench.now += DAY;
    expect(ask().errcode).toBe(40_058);
  });
  it("are created ten times a minute, with attachments of one kind", () => {
    const bench = startSim();
    const add = (more: JsonObject = {}) => bench.call("externalcontact/add_moment_task", { ...hello, ...more }).errcode;
    const link = { msgtype: "link", link: { title: "t", url: "https://example.com" } };
    expect(add({ attachments: [link, link] })).toBe(40_058);
    expect(Array.from({ length: 10 }, () => add()).filter((code) => code === 0)).toHaveLength(9);
    expect(add()).toBe(45_009);
  });
});

describe("answers that are lost", () => {
  it("leave what was asked for done", () => {
    const bench = startSim();
    const external_userid = bench.friend("甲");
    const access_token = bench.token();
    bench.sim.setFaults({ calls: { answerLost: 1 } });
    const remark = { userid: "linxiaowen", external_userid, remark: "已改" };
    const answer = bench.raw("POST", "externalcontact/remark", { access_token }, remark);
    expect(answer).toMatchObject({ status: 0, lost: "timeout" });
    expect([...bench.sim.corp().relations.values()][0]?.remark).toBe("已改");
    bench.sim.setFaults({ calls: { answerLost: 0, requestLost: 1 } });
    bench.raw("POST", "externalcontact/remark", { access_token }, { ...remark, remark: "没到" });
    expect([...bench.sim.corp().relations.values()][0]?.remark).toBe("已改");
  });
});
