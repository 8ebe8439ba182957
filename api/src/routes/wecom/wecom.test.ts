import { DEMO_SIM, type SimAct } from "@sopflow/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TestApi } from "../../test-api.testkit.js";
import { ORIGIN, startWecomApi, type WecomApi } from "../../wecom-api.testkit.js";
import type { RunningSim } from "../../wecom-sim/sim-server.js";

const ADVISOR = { id: "adv-linxiaowen", name: "林晓雯", pools: ["default"], capacityPerDay: 80, active: true };

let kit: WecomApi;
let api: TestApi;
let wecom: RunningSim;
beforeEach(async () => {
  kit = await startWecomApi();
  ({ api, wecom } = kit);
  await api.store.brand.saveAdvisors([ADVISOR]);
});
afterEach(() => kit.close());

const settings = (change: object = {}) => kit.settings(change);
const connect = (change: object = {}) => kit.connect(change);
const act = (what: SimAct) => kit.act(what);

describe("the connection to WeCom", () => {
  it("never tells its secrets, and keeps those that are left out of a change", async () => {
    await connect();
    const administrator = await api.signedIn("administrator");
    const changed = await administrator.put("/v1/wecom", {
      ...settings({ secret: undefined, callbackToken: undefined, callbackAesKey: undefined }),
      origin: `${ORIGIN}/`,
    });
    const seen = await (await api.signedIn("lead")).get("/v1/wecom");
    for (const { body } of [changed, seen]) {
      for (const secret of [DEMO_SIM.secret, DEMO_SIM.token, DEMO_SIM.encodingAesKey])
        expect(body).not.toContain(secret);
    }
    expect(seen.json()).toMatchObject({
      configured: true,
      simulated: true,
      hasSecret: true,
      hasCallback: true,
      origin: ORIGIN,
    });
    expect(await api.wecom.config()).toMatchObject({ secret: DEMO_SIM.secret, callbackToken: DEMO_SIM.token });
  });

  it("needs a secret at first, and an administrator", async () => {
    const administrator = await api.signedIn("administrator");
    expect((await administrator.put("/v1/wecom", settings({ secret: undefined }))).json()).toMatchObject({
      code: "wecom.secret_missing",
    });
    expect((await (await api.signedIn("lead")).put("/v1/wecom", settings())).statusCode).toBe(403);
    expect((await (await api.signedIn("advisor", ADVISOR.id)).get("/v1/wecom")).statusCode).toBe(403);
    expect((await api.signedIn("viewer").then((viewer) => viewer.get("/v1/wecom"))).json()).toMatchObject({
      configured: false,
    });
  });

  it("is not there while it is switched off, whatever is asked of it", async () => {
    await connect({ enabled: false });
    const lead = await api.signedIn("lead");
    for (const path of ["/v1/wecom/check", "/v1/wecom/reconcile"]) {
      expect((await lead.post(path, {})).json()).toMatchObject({ code: "wecom.not_configured" });
    }
    expect((await api.app.inject("/wecom/sign-in")).statusCode).toBe(409);
    expect((await api.app.inject("/wecom/callback?echostr=x")).statusCode).toBe(409);
  });
});

describe("callbacks", () => {
  it("answer WeCom's check of the address, and nobody else's", async () => {
    await connect();
    const asked = wecom.sim.verification(DEMO_SIM.agentid, api.clock.now());
    const { pathname, searchParams } = new URL(asked?.url ?? "");
    const answer = await api.app.inject(`${pathname}?${searchParams}`);
    expect([answer.statusCode, answer.body]).toEqual([200, asked?.expected]);
    searchParams.set("msg_signature", "0".repeat(40));
    const refused = await api.app.inject(`${pathname}?${searchParams}`);
    expect([refused.statusCode, refused.body]).toEqual([403, ""]);
  });

  it("are taken in with a good signature, and refused with a bad one", async () => {
    await connect();
    act({ type: "customer.scan", state: "package-card", name: "李娜" });
    const [callback] = wecom.sim.takeCallbacks(api.clock.now() + 1_000);
    const { pathname, search } = new URL(callback?.url ?? "");
    const post = (url: string, payload = callback?.body ?? "") =>
      api.app.inject({ method: "POST", url, payload, headers: { "content-type": "text/xml" } });
    expect((await post(pathname + search.replace(/msg_signature=\w/, "msg_signature=x"))).statusCode).toBe(403);
    expect((await post(pathname + search, "<xml/>")).statusCode).toBe(403);
    expect((await post(pathname + search)).statusCode).toBe(200);
    expect((await post(pathname + search)).statusCode).toBe(200);
    await api.engine.runUntilIdle();
    const people = await api.store.customers.list({ limit: 10 });
    expect(people).toHaveLength(1);
    const { lastCallbackAt } = (await (await api.signedIn("lead")).get("/v1/wecom")).json();
    expect(lastCallbackAt).toBe(api.clock.now());
  });
});

describe("signing in through WeCom", () => {
  /** Goes to WeCom as a browser does; the address to which it leads back, and the cookie that was set. */
  const visit = async (userid: string) => {
    const left = await api.app.inject("/wecom/sign-in");
    const gone = await fetch(`${left.headers.location}`.replace("#", `&sim_userid=${userid}#`), { redirect: "manual" });
    const back = new URL(gone.headers.get("location") ?? "");
    const cookie = left.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    return { url: back.pathname + back.search, cookie };
  };
  /** Where it leads; nobody is signed in. */
  const said = (answer: Awaited<ReturnType<typeof comeBack>>) => {
    expect(answer.cookies.filter(({ name, value }) => name === "sopflow_session" && value !== "")).toEqual([]);
    expect(answer.statusCode).toBe(302);
    return answer.headers.location;
  };
  const comeBack = (url: string, cookie = "") => api.app.inject({ url, headers: { cookie } });

  it("opens the advisor's list, once", async () => {
    await connect();
    const { url, cookie } = await visit(ADVISOR.id);
    const entered = await comeBack(url, cookie);
    expect([entered.statusCode, entered.headers.location]).toEqual([302, "/advisor"]);
    const session = entered.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const own = await api.app.inject({ url: "/v1/session", headers: { cookie: session } });
    expect(own.json()).toMatchObject({ role: "advisor", advisorId: ADVISOR.id });
    expect(said(await comeBack(url, cookie))).toBe("/advisor?sign_in=expired");
  });

  it("is refused to a browser that did not ask for it, and when it took too long", async () => {
    await connect();
    const stolen = await visit(ADVISOR.id);
    expect(said(await comeBack(stolen.url))).toBe("/advisor?sign_in=expired");
    const other = await visit(ADVISOR.id);
    expect(said(await comeBack(stolen.url, other.cookie))).toBe("/advisor?sign_in=expired");
    api.clock.advance(11 * 60_000);
    expect(said(await comeBack(other.url, other.cookie))).toBe("/advisor?sign_in=expired");
  });

  it("is refused to members who are no advisors, or not any more", async () => {
    await connect();
    const stranger = await visit("adv-zhouyutong");
    expect(said(await comeBack(stranger.url, stranger.cookie))).toBe(
      "/advisor?sign_in=no_advisor&member=adv-zhouyutong",
    );
    await api.store.brand.saveAdvisors([{ ...ADVISOR, active: false }]);
    const former = await visit(ADVISOR.id);
    expect(said(await comeBack(former.url, former.cookie))).toBe(`/advisor?sign_in=away&member=${ADVISOR.id}`);
  });

  it("leads back to the page with the reason when WeCom refuses, or is not connected any more", async () => {
    await connect();
    const refused = await visit(ADVISOR.id);
    act({ type: "admin.app", agentid: DEMO_SIM.agentid, trustedIps: ["10.0.0.1"] });
    expect(said(await comeBack(refused.url, refused.cookie))).toBe("/advisor?sign_in=refused");
    act({ type: "admin.app", agentid: DEMO_SIM.agentid, trustedIps: null });
    const left = await visit(ADVISOR.id);
    await connect({ enabled: false });
    expect(said(await comeBack(left.url, left.cookie))).toBe("/advisor?sign_in=not_connected");
  });
});

describe("the JS-SDK", () => {
  it("is signed for our own pages only", async () => {
    await connect();
    const advisor = await api.signedIn("advisor", ADVISOR.id);
    const sign = (url: string) => advisor.get(`/v1/wecom/js-sdk?url=${encodeURIComponent(url)}`);
    const url = `${ORIGIN}/advisor?task=1`;
    const signed = await sign(`${url}#here`);
    expect(signed.json()).toMatchObject({ corpId: DEMO_SIM.corpid, agentId: DEMO_SIM.agentid, simulated: true });
    const { corpId: corpid, agentId: agentid, config, agentConfig } = signed.json();
    wecom.sim.checkJsSdk({ corpid, agentid, url, config, agentConfig }, api.clock.now());
    for (const foreign of ["https://evil.example/advisor", `${ORIGIN}.evil.example/`, "http://sop.example/"]) {
      expect((await sign(foreign)).statusCode).toBe(403);
    }
    expect((await api.app.inject(`/v1/wecom/js-sdk?url=${ORIGIN}`)).statusCode).toBe(401);
  });
});

describe("the check of a set-up", () => {
  const check = async (): Promise<Record<string, string>> => {
    const answer = await (await api.signedIn("lead")).post("/v1/wecom/check", {});
    const items: { check: string; state: string; code?: number }[] = answer.json().items;
    return Object.fromEntries(
      items.map(({ check, state, code }) => [check, code === undefined ? state : `${state} ${code}`]),
    );
  };
  const AFTER = { callback: "unknown", events: "unknown", domain: "unknown" };

  it("says what is right, and what cannot be told from here", async () => {
    await connect();
    const others = { customers: "ok", visible: "ok", advisors: "ok" };
    expect(await check()).toEqual({ secret: "ok", ...others, ...AFTER });
  });

  it("names a wrong secret first, and asks nothing else with it", async () => {
    await connect({ secret: "wrong" });
    const rest = { customers: "unknown", visible: "unknown", advisors: "unknown" };
    expect(await check()).toEqual({ secret: "wrong 40001", ...rest, ...AFTER });
    const asked = wecom.sim.state.journal.map(({ path }) => path);
    expect(new Set(asked)).toEqual(new Set(["/cgi-bin/gettoken"]));
  });

  it("names an address that is not trusted", async () => {
    await connect();
    act({ type: "admin.app", agentid: DEMO_SIM.agentid, trustedIps: ["10.0.0.1"] });
    expect(Object.values(await check())).toContain("wrong 60020");
  });

  it("names the missing permission for customer contact", async () => {
    await connect();
    act({ type: "admin.app", agentid: DEMO_SIM.agentid, customerContact: false });
    expect(await check()).toMatchObject({
      secret: "ok",
      customers: "wrong 48002",
      visible: "unknown",
      advisors: "unknown",
    });
  });

  it("names missing callback keys, an address that only this machine reaches, and advisors who are no members", async () => {
    await api.store.brand.saveAdvisors([ADVISOR, { ...ADVISOR, id: "nobody", name: "查无此人" }]);
    await connect({ callbackToken: undefined, callbackAesKey: undefined, origin: "http://127.0.0.1:4870" });
    expect(await check()).toMatchObject({ callback: "wrong", domain: "wrong", advisors: "warning" });
  });
});

describe("channel codes", () => {
  it("are made at WeCom for advisors that exist, and lead newcomers to the channel", async () => {
    await connect();
    const lead = await api.signedIn("lead");
    const code = { channel: "package-card", remark: "三月包裹", advisorIds: [ADVISOR.id] };
    const made = await lead.post("/v1/wecom/contact-ways", code);
    expect(made.statusCode).toBe(201);
    expect((await lead.get("/v1/wecom/contact-ways")).json().items).toEqual([made.json()]);
    expect([...wecom.sim.corp().contactWays.values()].map(({ state }) => state)).toContain(made.json().state);
    const nobody = await lead.post("/v1/wecom/contact-ways", { ...code, advisorIds: ["nobody"] });
    expect(nobody.statusCode).toBe(404);
  });
});
