import { describe, expect, it } from "vitest";
import { AGENT, CORPID, START, startSim, TEST_CORP } from "./sim.testkit.js";

const LIST = "externalcontact/get_follow_user_list";
const HOUR = 3_600_000;

describe("access tokens", () => {
  it("stay the same while they are valid, for 7,200 seconds", () => {
    const bench = startSim();
    const first = bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "right" }).body;
    bench.now += 100_000;
    const second = bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "right" }).body;
    expect(first).toMatchObject({ errcode: 0, expires_in: 7_200 });
    expect(second).toMatchObject({ access_token: first.access_token, expires_in: 7_100 });
    bench.now = START + 7_200_000;
    expect(bench.raw("GET", LIST, { access_token: String(first.access_token) }).body.errcode).toBe(42_001);
    expect(bench.token()).not.toBe(first.access_token);
  });
  it("are refused with 40014 once WeCom took them back, and with 41001 when they are missing", () => {
    const bench = startSim();
    const token = bench.token();
    bench.sim.revokeTokens();
    expect(bench.raw("GET", LIST, { access_token: token }).body.errcode).toBe(40_014);
    expect(bench.raw("GET", LIST).body.errcode).toBe(41_001);
    expect(bench.raw("GET", LIST, { access_token: bench.token() }).body.errcode).toBe(0);
  });
  it("block an address for an hour after wrong secrets, even for the right one", () => {
    const bench = startSim();
    const wrong = () => bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "wrong" }).body.errcode;
    expect([wrong(), wrong(), wrong(), wrong(), wrong()]).toEqual([40_001, 40_001, 40_001, 40_001, 40_001]);
    const right = (ip: string) =>
      bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "right" }, undefined, ip).body.errcode;
    expect([right("10.0.0.1"), right("10.0.0.2")]).toEqual([45_009, 0]);
    bench.now += HOUR;
    expect(right("10.0.0.1")).toBe(0);
  });
  it("that die early are still promised for two hours", () => {
    const bench = startSim({ faults: { calls: { tokenLifeMs: 60_000 } } });
    const { body } = bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "right" });
    bench.now += 60_000;
    expect(body.expires_in).toBe(7_200);
    expect(bench.raw("GET", LIST, { access_token: String(body.access_token) }).body.errcode).toBe(42_001);
  });
});

describe("who may call what", () => {
  it("refuses an address that is not trusted, an app without customer contact, and other methods", () => {
    const bench = startSim();
    bench.call(LIST);
    bench.act({ type: "admin.app", agentid: AGENT, trustedIps: ["10.9.9.9"] });
    expect(bench.call(LIST).errcode).toBe(60_020);
    bench.act({ type: "admin.app", agentid: AGENT, trustedIps: null, customerContact: false });
    expect(bench.call(LIST).errcode).toBe(48_002);
    expect(bench.call(LIST, {}).errcode).toBe(43_001);
    expect(bench.call("message/send").errcode).toBe(43_002);
    expect(bench.raw("GET", "no/such").status).toBe(404);
  });
  it("keeps customer data back while activity is low, and tells the app so", () => {
    const bench = startSim();
    bench.act({ type: "admin.lowActive", on: true });
    expect(bench.call(LIST).errcode).toBe(48_011);
    const told = bench.callbacks().map((xml) => /<Event><!\[CDATA\[(\w+)/.exec(xml)?.[1]);
    expect(told).toEqual(["low_active_alert", "low_active"]);
    bench.act({ type: "admin.lowActive", on: false });
    expect(bench.call(LIST).errcode).toBe(0);
  });
  it("shows only members within the app's visible range", () => {
    const apps = [{ agentid: AGENT, secret: "right", visible: ["zhou"] }];
    const bench = startSim({ corps: [{ ...TEST_CORP, apps }] });
    expect(bench.call(LIST)).toMatchObject({ follow_user: ["zhou"] });
    expect(bench.call("externalcontact/list", undefined, { userid: "LinXiaowen" }).errcode).toBe(60_011);
    expect(bench.call("externalcontact/list", undefined, { userid: "nobody" }).errcode).toBe(60_111);
  });
});

describe("frequency and concurrency", () => {
  it("refuses the 10,001st call of a minute for a minute", () => {
    const bench = startSim();
    bench.token();
    for (let at = 0; at < 10_000; at++) bench.call(LIST);
    expect(bench.call(LIST).errcode).toBe(45_009);
    bench.now += 59_999;
    expect(bench.call(LIST).errcode).toBe(45_009);
    bench.now += 1;
    expect(bench.call(LIST).errcode).toBe(0);
  });
  it("takes debug=1 five times a minute", () => {
    const bench = startSim();
    const codes = Array.from({ length: 6 }, () => bench.call(LIST, undefined, { debug: "1" }).errcode);
    expect(codes).toEqual([0, 0, 0, 0, 0, 45_009]);
  });
  it("takes 100 app tickets an hour", () => {
    const bench = startSim();
    const ask = () => bench.call("ticket/get", undefined, { type: "agent_config" }).errcode;
    expect(Array.from({ length: 101 }, ask).filter((code) => code === 0)).toHaveLength(100);
  });
  it("refuses the sixth remark that runs at the same time", () => {
    const bench = startSim({ pace: { answerMs: [100, 100] } });
    const customer = bench.friend("王女士");
    const remark = () =>
      bench.call("externalcontact/remark", { userid: "linxiaowen", external_userid: customer, remark: "妈妈" }).errcode;
    expect([remark(), remark(), remark(), remark(), remark(), remark()]).toEqual([0, 0, 0, 0, 0, 45_033]);
    bench.now += 100;
    expect(remark()).toBe(0);
  });
});

describe("sign-in and tickets", () => {
  const request = {
    corpid: CORPID,
    agentid: AGENT,
    redirectUri: "https://sop.example.com/advisor?x=1",
    scope: "snsapi_base",
    state: "abc",
    responseType: "code",
  };
  it("gives a code that works once within five minutes", () => {
    const bench = startSim();
    const codeOf = () =>
      new URL(bench.sim.authorize(request, { userid: "linxiaowen" }, bench.now)).searchParams.get("code") ?? "";
    const info = (code: string) => bench.call("auth/getuserinfo", undefined, { code });
    const code = codeOf();
    expect(info(code)).toMatchObject({ errcode: 0, userid: "LinXiaowen" });
    expect(info(code).errcode).toBe(40_029);
    const late = codeOf();
    bench.now += 300_000;
    expect(info(late).errcode).toBe(40_029);
  });
  it("names a customer only when somebody visible has them as a friend", () => {
    const bench = startSim();
    const customer = bench.friend("王女士");
    const stranger = String(bench.act({ type: "customer.appear", name: "路人" }).externalUserid);
    const info = (externalUserid: string) => {
      const url = new URL(bench.sim.authorize(request, { externalUserid }, bench.now));
      return bench.call("auth/getuserinfo", undefined, { code: url.searchParams.get("code") ?? "" });
    };
    expect(info(customer)).toMatchObject({ external_userid: customer });
    expect(info(stranger)).not.toHaveProperty("external_userid");
  });
  it("refuses a redirect to another domain than the trusted one", () => {
    const bench = startSim();
    bench.act({ type: "admin.app", agentid: AGENT, trustedDomain: "other.example.com" });
    expect(() => bench.sim.checkAuthorize(request)).toThrow("50001");
  });
});

describe("the same seed", () => {
  it("gives the same ids, faults and answers", () => {
    const play = () => {
      const bench = startSim({ seed: "same", faults: { calls: { busy: 0.3 }, callbacks: { drop: 0.3, repeat: 0.3 } } });
      const log: unknown[] = [bench.token()];
      for (let at = 0; at < 30; at++) {
        bench.now += 10_000;
        const configId = bench.act({ type: "admin.contactWay", state: `s${at}`, users: ["zhou"] }).configId;
        log.push(bench.act({ type: "customer.scan", configId: String(configId), name: "客" }));
        log.push(bench.call(LIST), bench.callbacks());
      }
      return log;
    };
    expect(play()).toEqual(play());
  });
});

describe("sign-ins beyond the frequency limit", () => {
  it("go on with good codes, and are refused with bad ones", () => {
    const bench = startSim();
    const info = (code: string) => bench.call("auth/getuserinfo", undefined, { code }).errcode;
    for (let at = 0; at < 10_000; at++) info("bad");
    expect(info("bad")).toBe(45_009);
    const request = {
      corpid: CORPID,
      agentid: AGENT,
      redirectUri: "https://sop.example.com/",
      scope: "snsapi_base",
      state: "s",
      responseType: "code",
    };
    const url = new URL(bench.sim.authorize(request, { userid: "zhou" }, bench.now));
    expect(info(url.searchParams.get("code") ?? "")).toBe(0);
  });
});
