import { createWecomSim, DEMO_SIM, demoSimConfig } from "@sopflow/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ORIGIN, PACE, startWecomApi, type WecomApi } from "../../wecom-api.testkit.js";

const { token, encodingAesKey } = DEMO_SIM;
/** Another corp, in which somebody has the same userid as an advisor of the first. */
const SECOND = { corpid: "wwsecond0000000001", agentid: 1_000_009, secret: "second-secret" };
const base = { pools: ["default"], capacityPerDay: 80, active: true };
const LIN = { id: "adv-linxiaowen", name: "林晓雯", ...base };
const LINDA = { id: "linda", name: "琳达", wecomUserId: "adv-linxiaowen", wecomApp: "second", ...base };

let w: WecomApi;
beforeEach(async () => {
  w = await startWecomApi(() => {
    const config = demoSimConfig({ pace: PACE, callbackUrl: `${ORIGIN}/wecom/callback` });
    const callback = { url: `${ORIGIN}/wecom/callback/second`, token, encodingAesKey };
    const { corpid, agentid, secret } = SECOND;
    const app = { agentid, secret, callback };
    const second = { corpid, apps: [app], members: [{ userid: "adv-linxiaowen", name: "琳达" }] };
    return createWecomSim({ ...config, corps: [...config.corps, second] });
  });
  await w.api.store.brand.saveAdvisors([LIN, LINDA]);
  await w.connect();
});
afterEach(() => w.close());

const administrator = () => w.api.signedIn("administrator");
const second = (change: object = {}) => {
  const { corpid: corpId, agentid: agentId, secret } = SECOND;
  return w.settings({ name: "二店", corpId, agentId, secret, ...change });
};
const connectSecond = async (change: object = {}) =>
  (await administrator()).put("/v1/wecom?connection=second", second(change));

/** A customer scans a code of one corp; our customer. */
async function friendOf(corpid: string, name: string) {
  const now = w.api.clock.now();
  const code = { type: "admin.contactWay", state: `s-${name}`, users: ["adv-linxiaowen"] } as const;
  w.wecom.sim.act(code, now, corpid);
  const { result } = w.wecom.sim.act({ type: "customer.scan", state: `s-${name}`, name }, now, corpid);
  await w.carry();
  const id = await w.api.store.customers.resolve("external_userid", String(result.externalUserid));
  return (await w.api.store.customers.load([id ?? ""])).get(id ?? "");
}

describe("several connections", () => {
  it("are listed with the first one first, each with its own addresses and without secrets", async () => {
    await connectSecond();
    const listed = await (await w.api.signedIn("lead")).get("/v1/wecom/connections");
    expect(listed.json().items).toMatchObject([
      { id: "main", corpId: DEMO_SIM.corpid, callbackUrl: `${ORIGIN}/wecom/callback`, listUrl: `${ORIGIN}/advisor` },
      {
        id: "second",
        name: "二店",
        corpId: SECOND.corpid,
        callbackUrl: `${ORIGIN}/wecom/callback/second`,
        listUrl: `${ORIGIN}/advisor?wecom=second`,
      },
    ]);
    expect(listed.body).not.toContain(SECOND.secret);
    const one = await (await w.api.signedIn("lead")).get("/v1/wecom?connection=second");
    expect(one.json()).toMatchObject({ id: "second", configured: true, hasSecret: true });
  });

  it("know members of the same name apart: each corp's customers are its own advisor's", async () => {
    await connectSecond();
    expect((await friendOf(DEMO_SIM.corpid, "甲"))?.advisorId).toBe(LIN.id);
    expect((await friendOf(SECOND.corpid, "乙"))?.advisorId).toBe(LINDA.id);
  });

  it("take only callbacks that are theirs", async () => {
    await connectSecond();
    w.wecom.sim.act({ type: "admin.contactWay", state: "x", users: ["adv-linxiaowen"] }, w.api.clock.now());
    w.wecom.sim.act({ type: "customer.scan", state: "x", name: "甲" }, w.api.clock.now());
    const [callback] = w.wecom.sim.takeCallbacks(w.api.clock.now() + 1_000);
    const { search } = new URL(callback?.url ?? "");
    const post = (url: string) =>
      w.api.app.inject({ method: "POST", url, payload: callback?.body ?? "", headers: { "content-type": "text/xml" } });
    // Signed with the same token, but for another corp.
    expect((await post(`/wecom/callback/second${search}`)).statusCode).toBe(403);
    expect((await post(`/wecom/callback/nobody${search}`)).statusCode).toBe(409);
    expect((await post(`/wecom/callback${search}`)).statusCode).toBe(200);
  });

  it("sign in their own members", async () => {
    await connectSecond();
    const left = await w.api.app.inject("/wecom/sign-in?connection=second");
    expect(left.headers.location).toContain(`appid=${SECOND.corpid}`);
    const gone = await fetch(`${left.headers.location}`.replace("#", "&sim_userid=adv-linxiaowen#"), {
      redirect: "manual",
    });
    const back = new URL(gone.headers.get("location") ?? "");
    const cookie = left.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const entered = await w.api.app.inject({ url: back.pathname + back.search, headers: { cookie } });
    const session = entered.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const own = await w.api.app.inject({ url: "/v1/session", headers: { cookie: session } });
    expect(own.json()).toMatchObject({ advisorId: LINDA.id });
    const url = encodeURIComponent(`${ORIGIN}/advisor`);
    const signed = await w.api.app.inject({ url: `/v1/wecom/js-sdk?url=${url}`, headers: { cookie: session } });
    expect(signed.json()).toMatchObject({ corpId: SECOND.corpid, agentId: SECOND.agentid });
  });

  it("tell each advisor by the advisor's own app, once", async () => {
    await connectSecond();
    const at = new Date(w.api.clock.now()).toISOString();
    await w.api.engine.post([{ id: "f", type: "friend.added", customer: "c1", at, props: { advisorId: LINDA.id } }], {
      origin: "intake",
    });
    await w.api.engine.runUntilIdle();
    const lead = await w.api.signedIn("lead");
    expect((await lead.post(`/v1/team/${LINDA.id}/nudge`, {})).statusCode).toBe(202);
    for (const { service } of await w.api.wecom.connections()) await service?.runDue();
    expect(w.wecom.sim.corp(SECOND.corpid).appMessages.size).toBe(1);
    expect(w.wecom.sim.corp(DEMO_SIM.corpid).appMessages.size).toBe(0);
  });

  it("check their own advisors only", async () => {
    await connectSecond();
    const lead = await w.api.signedIn("lead");
    const checked = await lead.post("/v1/wecom/check?connection=second", {});
    const items: { check: string; state: string }[] = checked.json().items;
    expect(items.find(({ check }) => check === "advisors")).toMatchObject({ state: "ok" });
  });

  it("are one for each app, and can be taken away; then their advisors have the first one", async () => {
    const twice = await connectSecond({ corpId: DEMO_SIM.corpid, agentId: DEMO_SIM.agentid });
    expect(twice.json()).toMatchObject({ code: "wecom.app_twice" });
    expect((await connectSecond()).statusCode).toBe(200);
    const lead = await w.api.signedIn("lead");
    expect((await lead.delete("/v1/wecom/connections/second")).statusCode).toBe(403);
    expect((await (await administrator()).delete("/v1/wecom/connections/second")).statusCode).toBe(204);
    expect((await (await administrator()).delete("/v1/wecom/connections/second")).statusCode).toBe(404);
    expect((await w.api.wecom.connectionOf(LINDA.id))?.id).toBe("main");
    expect(w.api.wecom.serviceOf("second")).toBeUndefined();
  });
});
