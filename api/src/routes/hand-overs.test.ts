import { formatInstant } from "@sopflow/engine/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWecomApi, type WecomApi } from "../wecom-api.testkit.js";

const [FROM, TO] = ["adv-linxiaowen", "adv-zhouyutong"];
const advisor = { pools: ["default"], capacityPerDay: 80, active: true };
const HOUR_MS = 3_600_000;

let w: WecomApi;
beforeEach(async () => {
  w = await startWecomApi();
  await w.api.store.brand.saveAdvisors([
    { id: FROM, name: "林晓雯", ...advisor },
    { id: TO, name: "周雨桐", ...advisor },
    { id: "away", name: "停用", ...advisor, active: false },
  ]);
});
afterEach(() => w.close());

/** Everything that is due by now, and the callbacks that follow. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await w.api.wecom.service?.runDue();
    await w.carry();
  }
}
/** A friend of the first advisor; our id and WeCom's. */
async function friend(name: string): Promise<{ id: string; externalUserid: string }> {
  const scanned = w.act({ type: "customer.scan", state: "package-card", name });
  const externalUserid = String(scanned.result.externalUserid);
  await settle();
  const id = await w.api.store.customers.resolve("external_userid", externalUserid);
  return { id: id ?? "", externalUserid };
}
const ownerOf = async (id: string) => (await w.api.store.customers.load([id])).get(id)?.advisorId;
const lead = () => w.api.signedIn("lead");
const ask = async (body: object) => (await lead()).post("/v1/hand-overs", { from: FROM, to: TO, ...body });
const states = async () => (await (await lead()).get(`/v1/hand-overs?from=${FROM}`)).json();

/** Only the first advisor answers for the code. */
async function connect(): Promise<void> {
  const ways = [...w.wecom.sim.corp().contactWays.values()];
  for (const way of ways) way.users = [FROM];
  await w.connect();
}

describe("handing customers over", () => {
  it("asks WeCom, and changes the owner when WeCom has done it", async () => {
    await connect();
    const { id } = await friend("王女士");
    expect(await ownerOf(id)).toBe(FROM);
    expect((await ask({ message: "以后由周雨桐为您服务" })).json()).toMatchObject({ asked: 1, done: 0, busy: [] });
    await settle();
    expect((await states()).items).toMatchObject([{ customerId: id, customerName: "王女士", state: "waiting" }]);
    expect(await ownerOf(id)).toBe(FROM);
    expect((await ask({ customerIds: [id] })).json()).toMatchObject({ asked: 0, busy: [id] });
    w.api.clock.advance(24 * HOUR_MS + 1_000);
    await settle();
    await settle();
    expect(await ownerOf(id)).toBe(TO);
    expect((await states()).counts).toEqual({ done: 1 });
  });

  it("shows who refused, and why WeCom does not take somebody; the owner stays", async () => {
    await connect();
    const [one, two] = [await friend("甲"), await friend("乙")];
    await ask({ customerIds: [one.id, two.id] });
    await settle();
    w.act({ type: "customer.answerTransfer", externalUserid: one.externalUserid, accept: false });
    w.act({ type: "customer.answerTransfer", externalUserid: two.externalUserid, accept: false });
    w.api.clock.advance(HOUR_MS);
    await settle();
    expect((await states()).counts).toEqual({ refused: 2 });
    // Twice in 90 days, and no more.
    await ask({ customerIds: [one.id] });
    await settle();
    w.act({ type: "customer.answerTransfer", externalUserid: one.externalUserid, accept: false });
    w.api.clock.advance(HOUR_MS);
    await settle();
    await ask({ customerIds: [one.id] });
    await settle();
    const { items } = await states();
    expect(items.find(({ customerId }: { customerId: string }) => customerId === one.id)).toMatchObject({
      state: "failed",
      code: 40_128,
      problem: { zh: expect.stringContaining("90 天") },
    });
    expect(await ownerOf(one.id)).toBe(FROM);
  });

  it("asks by the leaver's endpoint for a member who has left", async () => {
    await connect();
    const { id, externalUserid } = await friend("王女士");
    w.act({ type: "admin.member", userid: FROM, hasLeft: true });
    await ask({});
    await settle();
    expect((await states()).items).toMatchObject([{ state: "failed", code: 60_111 }]);
    await ask({ leaver: true });
    await settle();
    expect((await states()).items).toMatchObject([{ state: "waiting" }]);
    w.act({ type: "customer.answerTransfer", externalUserid, accept: true });
    w.api.clock.advance(HOUR_MS);
    await settle();
    expect(await ownerOf(id)).toBe(TO);
  });

  it("is done at once for customers who are not at WeCom, or where it is not connected", async () => {
    const at = formatInstant("UTC", w.api.clock.now());
    const added = { id: "f1", type: "friend.added", customer: "c1", at, props: { advisorId: FROM } };
    await w.api.engine.post([added], { origin: "intake" });
    await w.api.engine.runUntilIdle();
    expect((await ask({})).json()).toEqual({ asked: 0, done: 1, busy: [], unknown: [] });
    await w.api.engine.runUntilIdle();
    expect(await ownerOf("c1")).toBe(TO);
    expect((await ask({ customerIds: ["c1", "nobody"] })).json()).toMatchObject({ unknown: ["c1", "nobody"] });
  });

  it("needs a lead, and an advisor who is there", async () => {
    const advisorMay = await (await w.api.signedIn("advisor", FROM)).post("/v1/hand-overs", { from: FROM, to: TO });
    expect(advisorMay.statusCode).toBe(403);
    expect((await ask({ to: "nobody" })).statusCode).toBe(404);
    expect((await ask({ to: "away" })).json()).toMatchObject({ code: "advisor.away" });
    expect((await ask({ to: FROM })).json()).toMatchObject({ code: "handover.same" });
  });
});
