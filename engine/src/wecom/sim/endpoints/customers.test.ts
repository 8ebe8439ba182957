import type { JsonObject } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { AGENT, CORPID, startSim, TEST_CORP } from "../sim.testkit.js";

const tagIds = (answer: JsonObject): string[] =>
  [...JSON.stringify(answer).matchAll(/"id":"(et\w+)"/g)].flatMap((match) => match[1] ?? []);
const OTHER = { agentid: 1_000_003, secret: "other" };

describe("reading customers", () => {
  it("gives a customer's followers with tags, and pages of a member's customers without personal tags", () => {
    const bench = startSim();
    const ids = Array.from({ length: 3 }, (_, at) => bench.friend(`客户${at}`));
    const [tag = ""] = tagIds(bench.call("externalcontact/add_corp_tag", { group_name: "g", tag: [{ name: "t" }] }));
    const who = { userid: "linxiaowen", external_userid: ids[0] ?? "" };
    bench.call("externalcontact/mark_tag", { ...who, add_tag: [tag] });
    const one = bench.call("externalcontact/get", undefined, { external_userid: ids[0] ?? "" });
    expect(one).toMatchObject({
      external_contact: { name: "客户0", type: 1, unionid: expect.any(String) },
      follow_user: [{ userid: "LinXiaowen", add_way: 1, state: "for-LinXiaowen", tags: [{ tag_id: tag, type: 1 }] }],
    });
    const page = (cursor: string) =>
      bench.call("externalcontact/batch/get_by_user", { userid_list: ["LinXiaowen"], cursor, limit: 2 });
    const first = page("");
    expect(first.external_contact_list).toHaveLength(2);
    expect(first).toMatchObject({ external_contact_list: [{ follow_info: { tag_id: [tag] } }, {}] });
    expect(page(String(first.next_cursor))).toMatchObject({ next_cursor: "", external_contact_list: [{}] });
    expect(page("made up").errcode).toBe(40_058);
  });
  it("keeps working for a customer who deleted the advisor, and not for one the advisor deleted", () => {
    const bench = startSim();
    const [a, b] = [bench.friend("甲"), bench.friend("乙")];
    bench.act({ type: "customer.deleteAdvisor", userid: "linxiaowen", externalUserid: a });
    bench.act({ type: "advisor.deleteCustomer", userid: "linxiaowen", externalUserid: b });
    const remark = (external_userid: string) =>
      bench.call("externalcontact/remark", { userid: "LinXiaowen", external_userid, remark: "x" }).errcode;
    expect([remark(a), remark(b), remark("wmnobody")]).toEqual([0, 84_061, 40_096]);
  });
  it("leaves out members without a licence, and refuses when none has one", () => {
    const members = [...TEST_CORP.members, { userid: "unpaid", licensed: false }];
    const bench = startSim({ corps: [{ ...TEST_CORP, members }] });
    bench.friend("甲");
    const ask = (userid_list: string[]) => bench.call("externalcontact/batch/get_by_user", { userid_list });
    expect(ask(["unpaid", "linxiaowen"])).toMatchObject({
      errcode: 0,
      fail_info: { unlicensed_userid_list: ["unpaid"] },
    });
    expect(ask(["unpaid"]).errcode).toBe(701_008);
    expect(ask(["chen"]).errcode).toBe(84_074);
  });
  it("clears mobiles with an empty one and refuses remarks beyond 20 characters", () => {
    const bench = startSim();
    const who = { userid: "linxiaowen", external_userid: bench.friend("甲") };
    const mobiles = () => [...bench.sim.corp().relations.values()][0]?.remarkMobiles;
    bench.call("externalcontact/remark", { ...who, remark_mobiles: ["138"] });
    expect(mobiles()).toEqual(["138"]);
    bench.call("externalcontact/remark", { ...who, remark_mobiles: [""] });
    expect(mobiles()).toEqual([]);
    expect(bench.call("externalcontact/remark", { ...who, remark: "长".repeat(21) }).errcode).toBe(40_058);
  });
});

describe("corp tags", () => {
  it("may be changed by the app that made them only", () => {
    const bench = startSim({ corps: [{ ...TEST_CORP, apps: [...TEST_CORP.apps, OTHER] }] });
    const [own = ""] = tagIds(bench.call("externalcontact/add_corp_tag", { group_name: "g", tag: [{ name: "t" }] }));
    const byHand = String(bench.act({ type: "tag.create", group: "h", names: ["手工"] }).groupId);
    const access_token = String(
      bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "other" }).body.access_token,
    );
    const edit = { id: own, name: "n" };
    expect(bench.raw("POST", "externalcontact/edit_corp_tag", { access_token }, edit).body.errcode).toBe(81_011);
    expect(bench.call("externalcontact/edit_corp_tag", { id: byHand, name: "n" }).errcode).toBe(81_011);
    expect(bench.call("externalcontact/edit_corp_tag", edit).errcode).toBe(0);
  });
  it("are merged by name, never make an empty group, and vanish from customers", () => {
    const bench = startSim();
    const add = (...names: string[]) =>
      bench.call("externalcontact/add_corp_tag", { group_name: "g", tag: names.map((name) => ({ name })) });
    expect(tagIds(add("a"))).toEqual(tagIds(add("a")));
    expect(add().errcode).toBe(41_111);
    const [a = ""] = tagIds(add("a"));
    const who = { userid: "linxiaowen", external_userid: bench.friend("甲") };
    expect(bench.call("externalcontact/mark_tag", { ...who, add_tag: [a] }).errcode).toBe(0);
    expect(bench.call("externalcontact/mark_tag", { ...who, add_tag: ["etnone"] }).errcode).toBe(40_068);
    bench.call("externalcontact/del_corp_tag", { tag_id: [a] });
    expect(bench.call("externalcontact/get_corp_tag_list", {})).toMatchObject({ tag_group: [] });
    expect([...bench.sim.corp().relations.values()][0]?.tags.size).toBe(0);
  });
});

describe("channel codes", () => {
  it("share their scans among their members in turn", () => {
    const bench = startSim();
    const configId = bench.code("card", "LinXiaowen", "zhou");
    const met = Array.from({ length: 4 }, () => bench.act({ type: "customer.scan", configId, name: "客" }).userid);
    expect(met).toEqual(["LinXiaowen", "zhou", "LinXiaowen", "zhou"]);
  });
  it.each([
    ["two users for type 1", { type: 1, scene: 2, user: ["zhou", "LinXiaowen"] }, 40_058],
    ["nobody", { type: 2, scene: 2 }, 40_058],
    ["a long state", { type: 2, scene: 2, user: ["zhou"], state: "s".repeat(31) }, 40_058],
    ["a member without customers", { type: 2, scene: 2, user: ["chen"] }, 84_074],
    ["temporary chats", { type: 2, scene: 2, user: ["zhou"], is_temp: true }, 40_058],
  ])("refuse %s", (_, body, errcode) => {
    expect(startSim().call("externalcontact/add_contact_way", body).errcode).toBe(errcode);
  });
  it("have a picture for scene 2 only, are listed, changed and deleted", () => {
    const bench = startSim();
    expect(bench.call("externalcontact/add_contact_way", { type: 2, scene: 1, user: ["zhou"] })).not.toHaveProperty(
      "qr_code",
    );
    const config_id = bench.code("a", "zhou");
    bench.call("externalcontact/update_contact_way", { config_id, state: "b", user: ["LinXiaowen"] });
    expect(bench.call("externalcontact/get_contact_way", { config_id })).toMatchObject({
      contact_way: { state: "b", user: ["LinXiaowen"], qr_code: expect.stringContaining(config_id) },
    });
    expect(bench.call("externalcontact/list_contact_way", {}).contact_way).toHaveLength(2);
    bench.call("externalcontact/del_contact_way", { config_id });
    expect(bench.call("externalcontact/get_contact_way", { config_id }).errcode).toBe(40_058);
  });
});

describe("transfers", () => {
  const transfer = (external_userid: string): JsonObject => ({
    handover_userid: "linxiaowen",
    takeover_userid: "zhou",
    external_userid: [external_userid],
  });
  const status = (bench: ReturnType<typeof startSim>) =>
    bench.call("externalcontact/transfer_result", { handover_userid: "linxiaowen", takeover_userid: "zhou" });

  it("are complete after 24 hours and tell of it", () => {
    const bench = startSim();
    const customer = bench.friend("甲");
    bench.callbacks();
    expect(bench.call("externalcontact/transfer_customer", transfer(customer))).toMatchObject({
      customer: [{ errcode: 0 }],
    });
    expect(bench.call("externalcontact/transfer_customer", transfer(customer))).toMatchObject({
      customer: [{ errcode: 40_129 }],
    });
    expect(status(bench)).toMatchObject({ customer: [{ status: 2 }] });
    bench.now += 86_400_000;
    expect(status(bench)).toMatchObject({ customer: [{ status: 1 }] });
    const told = bench.callbacks().join("");
    expect(told).toContain("add_external_contact");
    expect(told).toContain("DELETE_BY_TRANSFER");
    expect(bench.call("externalcontact/transfer_customer", transfer(customer))).toMatchObject({
      customer: [{ errcode: 40_131 }],
    });
  });
  it("fire no add event when the new advisor was a friend already", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    bench.act({ type: "customer.scan", configId: bench.code("z", "zhou"), externalUserid });
    bench.callbacks();
    bench.call("externalcontact/transfer_customer", transfer(externalUserid));
    bench.now += 86_400_000;
    bench.call("getcallbackip");
    expect(bench.callbacks().filter((xml) => xml.includes("add_external_contact"))).toEqual([]);
  });
  it("may be refused by the customer", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    bench.callbacks();
    bench.call("externalcontact/transfer_customer", transfer(externalUserid));
    bench.act({ type: "customer.answerTransfer", externalUserid, accept: false });
    expect(bench.callbacks().join("")).toContain("customer_refused");
    expect(status(bench)).toMatchObject({ customer: [{ status: 3 }] });
  });
  it("are possible twice in 90 days for each customer", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    const ask = () => bench.call("externalcontact/transfer_customer", transfer(externalUserid));
    for (const _ of [1, 2]) {
      expect(ask()).toMatchObject({ customer: [{ errcode: 0 }] });
      bench.act({ type: "customer.answerTransfer", externalUserid, accept: false });
    }
    bench.now += 89 * 86_400_000;
    expect(ask()).toMatchObject({ customer: [{ errcode: 40_128 }] });
    bench.now += 86_400_000;
    expect(ask()).toMatchObject({ customer: [{ errcode: 0 }] });
  });
  it("stop at the new advisor's list being full, and tell of it", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    bench.act({ type: "admin.member", userid: "zhou", customerCap: 0 });
    bench.call("externalcontact/transfer_customer", transfer(externalUserid));
    bench.now += 86_400_000;
    expect(status(bench)).toMatchObject({ customer: [{ status: 4 }] });
    expect(bench.callbacks().join("")).toContain("customer_limit_exceed");
  });
  it("of a member who has left go by their own endpoints", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    const leaver = (path: string) => bench.call(`externalcontact/resigned/${path}`, transfer(externalUserid));
    expect(leaver("transfer_customer").errcode).toBe(60_111);
    bench.act({ type: "admin.member", userid: "linxiaowen", hasLeft: true });
    expect(bench.call("externalcontact/transfer_customer", transfer(externalUserid)).errcode).toBe(60_111);
    expect(leaver("transfer_customer")).toMatchObject({ customer: [{ errcode: 0 }] });
    expect(status(bench)).toMatchObject({ customer: [] });
    bench.now += 86_400_000;
    expect(leaver("transfer_result")).toMatchObject({ customer: [{ status: 1 }] });
  });
});

describe("media and the app", () => {
  it("keeps media for three days and refuses what is too large", () => {
    const bench = startSim();
    const upload = (bytes: number, type = "image") =>
      bench.call("media/upload", { filename: "a.png", bytes }, { type });
    const mediaId = String(upload(100).media_id);
    const image = { touser: "zhou", msgtype: "image", agentid: AGENT, image: { media_id: mediaId } };
    expect(bench.call("message/send", image).errcode).toBe(0);
    bench.now += 3 * 86_400_000;
    expect(bench.call("message/send", image).errcode).toBe(40_007);
    expect([upload(10_485_761).errcode, upload(5).errcode, upload(9, "song").errcode]).toEqual([
      40_058, 40_058, 40_058,
    ]);
  });
  it("takes 1,000 permanent pictures a day", () => {
    const bench = startSim();
    const put = () => bench.call("media/uploadimg", { filename: "a.png", bytes: 100 }).errcode;
    expect(Array.from({ length: 1_001 }, put).filter((code) => code === 0)).toHaveLength(1_000);
  });
});

describe("lists and figures", () => {
  it("name the group sends of a month at most, by who made them", () => {
    const bench = startSim();
    const id = bench.friend("甲");
    bench.call("externalcontact/add_msg_template", { text: { content: "企业" }, sender: "linxiaowen" });
    bench.act({ type: "advisor.groupSend", userid: "linxiaowen", externalUserids: [id], text: "个人" });
    const at = Math.floor(bench.now / 1_000);
    const ask = (filter_type: number, days = 30) => {
      const span = { start_time: at - days * 86_400, end_time: at };
      return bench.call("externalcontact/get_groupmsg_list_v2", { chat_type: "single", filter_type, ...span });
    };
    expect(ask(0)).toMatchObject({ group_msg_list: [{ create_type: 0, text: { content: "企业" } }] });
    expect(ask(1)).toMatchObject({ group_msg_list: [{ create_type: 1, creator: "LinXiaowen" }] });
    expect(ask(2).group_msg_list).toHaveLength(2);
    expect(ask(2, 32).errcode).toBe(40_058);
  });
  it("count a day's chats, new customers and how fast advisors answer", () => {
    const bench = startSim();
    const externalUserid = bench.friend("甲");
    const pair = { userid: "linxiaowen", externalUserid };
    bench.act({ type: "customer.write", ...pair, text: "在吗" });
    bench.now += 120_000;
    bench.act({ type: "advisor.write", ...pair, text: "在的" });
    const at = Math.floor(bench.now / 1_000);
    const ask = (start_time: number) =>
      bench.call("externalcontact/get_user_behavior_data", { userid: ["linxiaowen"], start_time, end_time: at });
    expect(ask(at)).toMatchObject({
      behavior_data: [{ chat_cnt: 1, message_cnt: 1, reply_percentage: 100, avg_reply_time: 2, new_contact_cnt: 1 }],
    });
    expect(ask(at - 31 * 86_400).errcode).toBe(40_058);
  });
});
