import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { twoAdvisorsAtWork } from "../flow-files.testkit.js";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
  await twoAdvisorsAtWork(api);
});
afterEach(() => api.close());

const idsOf = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map((item) => item.id);

describe("customers", () => {
  it("are found by name, id, tag, tier and advisor, in pages", async () => {
    const read = api.as("read");
    const tag = {
      id: "t",
      type: "tag.added",
      customer: "c2",
      at: new Date(api.clock.now()).toISOString(),
      props: { tag: "老人" },
    };
    await api.engine.post([tag], { origin: "system" });
    await api.engine.runUntilIdle();
    expect(idsOf(await read.get("/v1/customers"))).toEqual(["c1", "c2"]);
    expect(idsOf(await read.get(`/v1/customers?search=${encodeURIComponent("客户1")}`))).toEqual(["c1"]);
    expect(idsOf(await read.get("/v1/customers?search=c2"))).toEqual(["c2"]);
    expect(idsOf(await read.get("/v1/customers?advisorId=a2"))).toEqual(["c2"]);
    expect(idsOf(await read.get(`/v1/customers?tag=${encodeURIComponent("老人")}`))).toEqual(["c2"]);
    expect(idsOf(await read.get(`/v1/customers?tier=${encodeURIComponent("核心")}`))).toEqual([]);
    const first = await read.get("/v1/customers?limit=1");
    expect([idsOf(first), first.json().next]).toEqual([["c1"], "c1"]);
    expect(idsOf(await read.get("/v1/customers?limit=1&after=c1"))).toEqual(["c2"]);
  });

  it("are shown with profile and flows, and without what only the engine needs", async () => {
    const customer = (await api.as("read").get("/v1/customers/c1")).json();
    expect(customer).toMatchObject({
      id: "c1",
      name: "客户1",
      advisorId: "a1",
      enrollments: [{ flowId: "care", nodeId: "k", flowName: "关怀", nodeTitle: "先问候" }],
    });
    for (const key of ["recent", "timers", "audience", "lookback", "seq"]) expect(customer).not.toHaveProperty(key);
    expect((await api.as("read").get("/v1/customers/nobody")).json().code).toBe("customer.not_found");
  });

  it("are given whole to a preview, for leads alone, without what only the log needs", async () => {
    const lead = await api.signedIn("lead");
    const customer = (await lead.get("/v1/customers/c1/preview")).json();
    expect(customer).toMatchObject({
      id: "c1",
      advisorId: "a1",
      clock: expect.any(Number),
      lookback: expect.any(Array),
    });
    expect(customer.enrollments).toEqual([
      { id: expect.any(String), flowId: "care", state: "active", enteredAt: expect.any(Number) },
    ]);
    for (const key of ["recent", "seq", "audience", "rate", "version"]) expect(customer).not.toHaveProperty(key);
    expect((await lead.get("/v1/customers/nobody/preview")).json().code).toBe("customer.not_found");
    for (const role of ["viewer", "advisor"] as const) {
      const other = await api.signedIn(role, role === "advisor" ? "a1" : undefined);
      expect([role, (await other.get("/v1/customers/c1/preview")).statusCode]).toEqual([role, 403]);
    }
  });

  it("have a timeline of what came in and what flows did, newest first, whole over its pages", async () => {
    const read = api.as("read");
    const all = (await read.get("/v1/customers/c1/timeline?limit=200")).json().items;
    expect(all.at(-1)).toMatchObject({ kind: "event", type: "friend.added" });
    expect(all.map((i: { kind: string; what?: string; type?: string }) => i.what ?? i.type)).toEqual(
      expect.arrayContaining(["message.received", "entered", "arrived", "issued"]),
    );
    const seqs = all.map((i: { seq: number }) => i.seq);
    expect(seqs).toEqual([...seqs].sort((a: number, b: number) => b - a));
    for (const limit of [1, 2, 3]) {
      const paged = [];
      let before = "";
      for (let page = 0; page < 50; page++) {
        const answer = (await read.get(`/v1/customers/c1/timeline?limit=${limit}${before}`)).json();
        paged.push(...answer.items);
        if (answer.next === undefined) break;
        before = `&before=${answer.next}`;
      }
      expect(paged).toEqual(all);
    }
  });

  it("get and lose tags by a person's hand, as inputs that name the person and count once", async () => {
    const advisor = await api.signedIn("advisor", "a1");
    const key = { "idempotency-key": "tap-1" };
    const added = await advisor.post("/v1/customers/c1/tags", { add: ["老人", "爱喝茶"] }, key);
    expect([added.statusCode, added.json()]).toEqual([202, { customerId: "c1", status: "accepted" }]);
    expect((await advisor.post("/v1/customers/c1/tags", { add: ["老人", "爱喝茶"] }, key)).json().status).toBe(
      "duplicate",
    );
    await api.engine.runUntilIdle();
    expect((await advisor.get("/v1/customers/c1")).json().tags).toEqual(["老人", "爱喝茶"]);
    const { items } = (await advisor.get("/v1/customers/c1/timeline")).json();
    expect(items).toContainEqual(
      expect.objectContaining({ type: "tag.added", source: "person", props: { tag: "老人", by: "a1" } }),
    );
    await advisor.post("/v1/customers/c1/tags", { remove: ["老人"] });
    await api.engine.runUntilIdle();
    expect((await advisor.get("/v1/customers/c1")).json().tags).toEqual(["爱喝茶"]);
    expect((await advisor.post("/v1/customers/c1/tags", {})).statusCode).toBe(400);
    expect((await advisor.post("/v1/customers/c2/tags", { add: ["老人"] })).json().code).toBe("customer.not_found");
    expect((await (await api.signedIn("viewer")).post("/v1/customers/c1/tags", { add: ["老人"] })).statusCode).toBe(
      403,
    );
  });

  it("say what the brand calls their attributes, to those too who may not read settings", async () => {
    const attributes = { city: { type: "text", label: "城市" }, skin: { type: "text", label: "肤质" } };
    await api.as("admin").put("/v1/settings", { attributes });
    const at = new Date(api.clock.now()).toISOString();
    const change = { id: "p", type: "profile.changed", customer: "c1", at, props: { attributes: { city: "杭州" } } };
    await api.engine.post([change], { origin: "system" });
    await api.engine.runUntilIdle();
    const advisor = await api.signedIn("advisor", "a1");
    expect((await advisor.get("/v1/customers/c1")).json()).toMatchObject({
      attributes: { city: "杭州" },
      attributeLabels: { city: "城市" },
    });
  });

  it("have a timeline that says what flows and steps are called", async () => {
    const { items } = (await (await api.signedIn("advisor", "a1")).get("/v1/customers/c1/timeline")).json();
    expect(items).toContainEqual(expect.objectContaining({ what: "issued", flowName: "关怀", nodeTitle: "先问候" }));
  });

  it("are an advisor's own: those of others do not exist", async () => {
    const advisor = await api.signedIn("advisor", "a1");
    expect(idsOf(await advisor.get("/v1/customers"))).toEqual(["c1"]);
    expect(idsOf(await advisor.get("/v1/customers?search=c2"))).toEqual([]);
    expect(idsOf(await advisor.get("/v1/customers?advisorId=a2"))).toEqual([]);
    expect((await advisor.get("/v1/customers/c1")).statusCode).toBe(200);
    for (const url of ["/v1/customers/c2", "/v1/customers/c2/timeline"]) {
      const answer = await advisor.get(url);
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 404, "customer.not_found"]);
    }
  });

  it("that were erased or merged say so", async () => {
    const at = new Date(api.clock.now()).toISOString();
    await api.as("admin").post("/v1/events", {
      id: "m",
      type: "customer.merged",
      customer: "c2",
      at,
      props: { fromId: "c2", intoId: "c1" },
    });
    await api.engine.runUntilIdle();
    const merged = await api.as("read").get("/v1/customers/c2");
    expect([merged.statusCode, merged.json().details]).toEqual([410, { into: "c1" }]);
    await api.as("admin").post("/v1/events", { id: "x", type: "customer.erased", customer: "c1", at });
    await api.engine.runUntilIdle();
    expect([410, 404]).toContain((await api.as("read").get("/v1/customers/c1")).statusCode);
  });
});
