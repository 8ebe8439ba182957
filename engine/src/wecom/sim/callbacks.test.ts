import { describe, expect, it } from "vitest";
import { passiveReplyXml, sealEnvelope, signJsSdk } from "../crypto/index.js";
import { AGENT, CALLBACK, openRequest, startSim } from "./sim.testkit.js";

const field = (xml: string, name: string) => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)`).exec(xml)?.[1];
const changes = (xmls: readonly string[]) => xmls.map((xml) => field(xml, "ChangeType"));

describe("callbacks", () => {
  it("tell of a scan with the code's state and a welcome code, signed and encrypted", () => {
    const bench = startSim();
    const configId = bench.code("package-card", "LinXiaowen");
    const customer = bench.act({ type: "customer.scan", configId, name: "王女士" }).externalUserid;
    const [xml = ""] = bench.callbacks();
    expect(field(xml, "Event")).toBe("change_external_contact");
    expect(field(xml, "FromUserName")).toBe("sys");
    expect(field(xml, "UserID")).toBe("LinXiaowen");
    expect(field(xml, "ExternalUserID")).toBe(customer);
    expect(field(xml, "State")).toBe("package-card");
    expect(field(xml, "WelcomeCode")).toMatch(/^WC/);
  });
  it("are tried three times in all when the answer is not 200", () => {
    const bench = startSim();
    bench.friend("王女士");
    const attempts: number[] = [];
    for (let at = 0; at < 6; at++) {
      for (const request of bench.requests()) {
        attempts.push(request.attempt);
        bench.sim.settleCallback(request.id, { status: at % 2 === 0 ? 0 : 500, now: bench.now });
      }
      bench.now += 10_000;
    }
    expect(attempts).toEqual([1, 2, 3]);
    expect(bench.sim.nextCallbackAt()).toBeUndefined();
  });
  it("are not sent for what an API call changed", () => {
    const bench = startSim();
    const customer = bench.friend("王女士");
    bench.callbacks();
    const who = { userid: "LinXiaowen", external_userid: customer };
    const group = bench.call("externalcontact/add_corp_tag", { group_name: "g", tag: [{ name: "t" }] }).tag_group;
    const tag = JSON.stringify(group).match(/"tag":\[\{"id":"(\w+)"/)?.[1] ?? "";
    expect(bench.call("externalcontact/remark", { ...who, remark: "妈妈" }).errcode).toBe(0);
    expect(bench.call("externalcontact/mark_tag", { ...who, add_tag: [tag] }).errcode).toBe(0);
    expect(bench.call("externalcontact/del_corp_tag", { tag_id: [tag] }).errcode).toBe(0);
    expect(bench.callbacks()).toEqual([]);
  });
  it("tell of what people change by hand, without saying what", () => {
    const bench = startSim();
    const externalUserid = bench.friend("王女士");
    bench.callbacks();
    bench.act({ type: "advisor.editCustomer", userid: "linxiaowen", externalUserid, remark: "大客户" });
    bench.act({ type: "customer.deleteAdvisor", userid: "linxiaowen", externalUserid });
    bench.act({ type: "advisor.deleteCustomer", userid: "linxiaowen", externalUserid });
    const told = bench.callbacks();
    expect(changes(told)).toEqual(["edit_external_contact", "del_follow_user", "del_external_contact"]);
    expect(told.join("")).not.toContain("大客户");
  });
  it("give the welcome code at the half-adding and none when it is confirmed", () => {
    const bench = startSim();
    const configId = bench.code("s", "zhou");
    const scanned = bench.act({ type: "customer.scan", configId, name: "王", half: true });
    const externalUserid = String(scanned.externalUserid);
    const who = { userid: "zhou", external_userid: externalUserid };
    expect(bench.call("externalcontact/remark", { ...who, remark: "x" }).errcode).toBe(84_061);
    bench.act({ type: "advisor.confirmFriend", userid: "zhou", externalUserid });
    const told = bench.callbacks();
    expect(changes(told)).toEqual(["add_half_external_contact", "add_external_contact"]);
    expect(told.map((xml) => field(xml, "WelcomeCode") !== undefined)).toEqual([true, false]);
    expect(bench.call("externalcontact/remark", { ...who, remark: "x" }).errcode).toBe(0);
  });
  it("of tags saved together come within one second, one for each", () => {
    const bench = startSim();
    const made = bench.act({ type: "tag.create", group: "意向", names: ["高", "低"] });
    const told = bench.callbacks();
    expect(told.map((xml) => field(xml, "TagType"))).toEqual(["tag_group", "tag", "tag"]);
    expect(new Set(told.map((xml) => field(xml, "CreateTime"))).size).toBe(1);
    bench.act({ type: "tag.delete", id: String(made.groupId) });
    expect(bench.callbacks()).toHaveLength(1);
  });
  it("carry versions of a group's members", () => {
    const bench = startSim();
    const externalUserid = bench.friend("王女士");
    const chatId = String(bench.act({ type: "group.create", owner: "zhou", name: "群", externalUserids: [] }).chatId);
    bench.callbacks();
    bench.act({ type: "group.addMember", chatId, externalUserid });
    const [xml = ""] = bench.callbacks();
    expect(field(xml, "UpdateDetail")).toBe("add_member");
    const got = bench.call("externalcontact/groupchat/get", { chat_id: chatId, need_name: 1 });
    expect(got).toMatchObject({ group_chat: { member_version: field(xml, "CurMemVer") } });
    expect(field(xml, "LastMemVer")).not.toBe(field(xml, "CurMemVer"));
  });
});

describe("faults of callbacks", () => {
  it("drop, repeat, delay and reorder them as set", () => {
    const bench = startSim();
    bench.sim.setFaults({ callbacks: { drop: 1 } });
    bench.friend("一");
    expect(bench.callbacks()).toEqual([]);
    bench.sim.setFaults({ callbacks: { drop: 0, repeat: 1 } });
    bench.friend("二");
    bench.now += 3_000;
    const twice = bench.callbacks();
    expect(twice).toHaveLength(2);
    expect(twice[0]).toBe(twice[1]);
    bench.sim.setFaults({ callbacks: { repeat: 0, delayMs: 60_000 } });
    bench.friend("三");
    expect(bench.callbacks()).toEqual([]);
    bench.now += 60_000;
    expect(bench.callbacks()).toHaveLength(1);
    bench.sim.setFaults({ callbacks: { delayMs: 0, reorder: 1, reorderMs: 10_000 } });
    const first = bench.friend("四");
    bench.sim.setFaults({ callbacks: { reorder: 0 } });
    const second = bench.friend("五");
    const order = bench.callbacks();
    bench.now += 10_000;
    order.push(...bench.callbacks());
    expect(order.map((xml) => field(xml, "ExternalUserID"))).toEqual([second, first]);
  });
  it("hold them back while WeCom is down, and every call fails", () => {
    const bench = startSim();
    const externalUserid = bench.friend("王");
    bench.callbacks();
    bench.sim.setFaults({ down: { from: bench.now, until: bench.now + 3_600_000, how: "timeout" } });
    bench.act({ type: "customer.deleteAdvisor", userid: "linxiaowen", externalUserid });
    expect(bench.callbacks()).toEqual([]);
    expect(bench.raw("GET", "gettoken")).toMatchObject({ status: 0, lost: "timeout" });
    expect(bench.sim.nextCallbackAt()).toBe(bench.now + 3_600_000);
    bench.now += 3_600_000;
    expect(changes(bench.callbacks())).toEqual(["del_follow_user"]);
  });
});

describe("an answer within the callback", () => {
  it("verifies an address with an encrypted echo", () => {
    const bench = startSim();
    const asked = bench.sim.verification(AGENT, bench.now);
    const url = new URL(asked?.url ?? "");
    expect(url.searchParams.get("echostr")).not.toBe(asked?.expected);
    const request = { id: "", corpid: bench.sim.corp().corpid, agentid: AGENT, name: "", attempt: 1, plain: "" };
    const body = `<Encrypt><![CDATA[${url.searchParams.get("echostr")}]]></Encrypt>`;
    expect(openRequest({ ...request, url: url.href, method: "POST", body })).toBe(asked?.expected);
  });
});

describe("what a button's callback is answered with", () => {
  const press = (bench: ReturnType<typeof startSim>) => {
    const template_card = {
      card_type: "button_interaction",
      main_title: { title: "回访" },
      task_id: "t1",
      button_list: [{ text: "完成", key: "done" }],
    };
    const card = { touser: "zhou|linxiaowen", msgtype: "template_card", agentid: AGENT, template_card };
    const msgid = String(bench.call("message/send", card).msgid);
    bench.act({ type: "advisor.pressButton", userid: "zhou", msgid, key: "done" });
    const [request] = bench.requests();
    return { request, copyOf: (userid: string) => bench.sim.corp().appMessages.get(msgid)?.copies.get(userid) };
  };
  const reply = (bench: ReturnType<typeof startSim>, xml: string) =>
    passiveReplyXml(
      sealEnvelope({ ...CALLBACK, receiveId: bench.sim.corp().corpid }, xml, {
        timestamp: "1700000000",
        nonce: "n1",
        random: Buffer.alloc(16, 1),
      }),
    );
  const greyed =
    "<xml><MsgType><![CDATA[update_button]]></MsgType>" +
    "<Button><ReplaceName><![CDATA[已完成]]></ReplaceName></Button></xml>";

  it("changes the presser's card only", () => {
    const bench = startSim();
    const { request, copyOf } = press(bench);
    bench.sim.settleCallback(request?.id ?? "", { status: 200, body: reply(bench, greyed), now: bench.now });
    expect([copyOf("zhou")?.replacedBy, copyOf("linxiaowen")?.replacedBy]).toEqual(["已完成", undefined]);
  });
  it("changes nothing when it is not encrypted with the app's key", () => {
    const bench = startSim();
    const { request, copyOf } = press(bench);
    const torn = reply(bench, greyed).replace(/<MsgSignature>.*<\/MsgSignature>/, "<MsgSignature>0</MsgSignature>");
    bench.sim.settleCallback(request?.id ?? "", { status: 200, body: torn, now: bench.now });
    expect(copyOf("zhou")?.replacedBy).toBeUndefined();
  });
});

describe("the side bar's signatures", () => {
  it("are right with the app's own ticket and the page's address only", () => {
    const bench = startSim();
    const { ticket } = bench.call("ticket/get", undefined, { type: "agent_config" });
    const url = "https://sop.example.com/advisor?a=1#top";
    const parts = { ticket: String(ticket), nonce: "n", timestamp: 1_700_000_000, url };
    const agentConfig = { timestamp: parts.timestamp, nonceStr: parts.nonce, signature: signJsSdk(parts) };
    const page = { corpid: bench.sim.corp().corpid, agentid: AGENT, url, agentConfig };
    expect(() => bench.sim.checkJsSdk(page, bench.now)).not.toThrow();
    expect(() => bench.sim.checkJsSdk({ ...page, url: "https://sop.example.com/" }, bench.now)).toThrow("signature");
    bench.now += 7_200_000;
    expect(() => bench.sim.checkJsSdk(page, bench.now)).toThrow("ticket");
  });
});
