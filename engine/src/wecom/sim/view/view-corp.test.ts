import { describe, expect, it } from "vitest";
import { startSim } from "../sim.testkit.js";
import { viewCorp } from "./view-corp.js";

describe("the picture of a corp", () => {
  it("holds the customers who did something last, however many there are", () => {
    const bench = startSim();
    const configId = bench.code("s", "zhou");
    const ids = Array.from({ length: 210 }, () => {
      bench.now += 1_000;
      return String(bench.act({ type: "customer.scan", configId, name: "客" }).externalUserid);
    });
    bench.now += 1_000;
    const [first = ""] = ids;
    bench.act({ type: "customer.write", userid: "zhou", externalUserid: first, text: "还在" });
    const newcomer = String(bench.act({ type: "customer.appear", name: "新" }).externalUserid);
    const view = viewCorp(bench.sim.corp(), bench.now);
    const shown = view.customers.map(({ externalUserid }) => externalUserid);
    expect([view.customerCount, shown.length]).toEqual([211, 200]);
    expect([shown[0], shown.at(-1)]).toEqual([first, newcomer]);
    expect(shown).not.toContain(ids[1]);
  });
  it("shows nobody what WeCom dropped", () => {
    const bench = startSim();
    for (let at = 0; at < 31; at++) {
      bench.call("message/send", { touser: "zhou", msgtype: "text", agentid: 1_000_002, text: { content: `${at}` } });
    }
    const member = viewCorp(bench.sim.corp(), bench.now).members.find(({ userid }) => userid === "zhou");
    expect(member?.messages).toHaveLength(30);
  });
});
