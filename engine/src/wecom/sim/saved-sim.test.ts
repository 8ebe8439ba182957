import { describe, expect, it } from "vitest";
import { restoreSim, saveSim } from "./saved-sim.js";
import { AGENT, startSim } from "./sim.testkit.js";
import { createWecomSim } from "./wecom-sim.js";

describe("a simulator that was saved", () => {
  it("knows customers, chats, group sends and cards again, and goes on with them", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    const pair = { userid: "LinXiaowen", externalUserid };
    bench.act({ type: "customer.write", ...pair, text: "在吗" });
    const send = bench.call("externalcontact/add_msg_template", {
      text: { content: "新品" },
      sender: "LinXiaowen",
      external_userid: [externalUserid],
    });
    bench.call("message/send", { touser: "zhou", msgtype: "text", agentid: AGENT, text: { content: "您有任务" } });
    bench.now += 60_000;
    const again = startSim();
    expect(restoreSim(again.sim, saveSim(bench.sim, bench.now))).toBe(true);
    again.now = bench.now;
    const corp = again.sim.corp();
    expect([corp.customers.size, corp.appMessages.size, corp.groupSends.size]).toEqual([1, 1, 1]);
    again.act({ type: "advisor.confirmGroupSend", userid: "LinXiaowen", msgid: String(send.msgid) });
    const result = again.call("externalcontact/get_groupmsg_send_result", {
      msgid: String(send.msgid),
      userid: "LinXiaowen",
    });
    expect(result).toMatchObject({ send_list: [{ external_userid: externalUserid, status: 1 }] });
    again.act({ type: "advisor.write", ...pair, text: "在的" });
    expect([...corp.relations.values()][0]?.chat.map(({ text }) => text)).toEqual(["在吗", "新品", "在的"]);
  });

  it("still tells of what it had not told when it was saved", () => {
    const bench = startSim();
    bench.friend("甲");
    const again = startSim();
    restoreSim(again.sim, saveSim(bench.sim, bench.now));
    expect(again.callbacks().join("")).toContain("add_external_contact");
  });

  it("stays small: old chats and group sends are left out", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    for (let i = 0; i < 200; i++) {
      bench.act({ type: "customer.write", userid: "zhou", externalUserid: bench.friend(`${i}`, "zhou"), text: "你好" });
      bench.act({ type: "customer.write", userid: "LinXiaowen", externalUserid, text: `${i}` });
    }
    const again = startSim();
    restoreSim(again.sim, saveSim(bench.sim, bench.now));
    const chat = [...again.sim.corp().relations.values()][0]?.chat ?? [];
    expect([chat.length, chat.at(-1)?.text]).toEqual([40, "199"]);
  });

  it("is not made of a torn file, nor of one of another form", () => {
    const sim = createWecomSim({ seed: "x", corps: [] });
    for (const text of ["", "{", "[]", '{"form":99,"corps":[]}', '{"form":1}'])
      expect(restoreSim(sim, text)).toBe(false);
  });
});
