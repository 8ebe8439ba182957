import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../test-api.testkit.js";

let api: TestApi;
beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

describe("settings and taxonomy", () => {
  it("have defaults before anybody saves, and come back as saved", async () => {
    const admin = api.as("admin");
    expect((await admin.get("/v1/settings")).json()).toMatchObject({ timezone: "Asia/Shanghai", latenessHours: 24 });
    const saved = await admin.put("/v1/settings", { brand: "茶小铺", latenessHours: 48 });
    expect(saved.statusCode).toBe(200);
    expect((await admin.get("/v1/settings")).json()).toEqual(saved.json());
    const groups = [{ id: "g", name: "人群", tags: ["老人", "白领女性"], exclusive: true }];
    expect((await admin.put("/v1/taxonomy", { groups })).json().groups[0]).toMatchObject({ id: "g", automatic: false });
  });

  it("keep what a save does not name, and refuse a save that names nothing", async () => {
    const admin = api.as("admin");
    const policy = { window: { start: "10:00", end: "20:00", days: [1, 2, 3, 4, 5] } };
    const all = await admin.put("/v1/settings", { brand: "茶小铺", retentionDays: 90, contactPolicy: policy });
    const part = await admin.put("/v1/settings", { latenessHours: 48 });
    expect(part.json()).toEqual({ ...all.json(), latenessHours: 48 });
    const empty = await admin.put("/v1/settings", {});
    expect([empty.statusCode, empty.json().code]).toEqual([400, "request.invalid"]);
    expect(await admin.get("/v1/settings").then((answer) => answer.json())).toEqual(part.json());
    expect(part.headers.etag).toBe((await admin.get("/v1/settings")).headers.etag);
  });

  it("do not lose every tag to a save of the taxonomy that names no groups", async () => {
    const admin = api.as("admin");
    await admin.put("/v1/taxonomy", { groups: [{ id: "g", name: "人群", tags: ["老人"] }] });
    expect((await admin.put("/v1/taxonomy", {})).statusCode).toBe(400);
    expect((await admin.get("/v1/taxonomy")).json().groups).toHaveLength(1);
    expect((await admin.put("/v1/taxonomy", { groups: [] })).json()).toEqual({ groups: [] });
  });

  it("keep two people from overwriting each other", async () => {
    const lead = await api.signedIn("lead");
    const { etag = "" } = (await lead.get("/v1/settings")).headers;
    const first = await lead.put("/v1/settings", { brand: "一" }, { "if-match": String(etag) });
    expect(first.statusCode).toBe(200);
    const second = await lead.put("/v1/settings", { brand: "二" }, { "if-match": String(etag) });
    expect([second.statusCode, second.json().code]).toEqual([409, "settings.revision_conflict"]);
    expect(
      (await lead.put("/v1/settings", { brand: "二" }, { "if-match": String(first.headers.etag) })).statusCode,
    ).toBe(200);
  });

  it("name what is wrong with them", async () => {
    const admin = api.as("admin");
    const zone = await admin.put("/v1/settings", { timezone: "Mars/Base" });
    expect([zone.statusCode, zone.json().code, zone.json().details]).toEqual([
      422,
      "settings.invalid",
      { path: "timezone" },
    ]);
    const field = await admin.put("/v1/settings", {
      contactPolicy: { window: { start: "25:00", end: "9", days: [] } },
    });
    expect(field.json().details.fields.map((f: { path: string }) => f.path)).toEqual([
      "body.contactPolicy.window.start",
      "body.contactPolicy.window.end",
      "body.contactPolicy.window.days",
    ]);
  });
});

describe("products and advisors", () => {
  it("are added and replaced one by one, keeping the others, also all at once", async () => {
    const admin = api.as("admin");
    const skus = Array.from({ length: 20 }, (_, i) => `SKU-${i}`);
    await Promise.all(skus.map((sku) => admin.put(`/v1/products/${sku}`, { name: `茶 ${sku}`, daysOfSupply: 30 })));
    await admin.put("/v1/products/SKU-3", { name: "新茶", price: 9_900 });
    const { items } = (await admin.get("/v1/products")).json();
    expect(items.map((p: { sku: string }) => p.sku).sort()).toEqual([...skus].sort());
    expect(items.find((p: { sku: string }) => p.sku === "SKU-3")).toEqual({ sku: "SKU-3", name: "新茶", price: 9_900 });
    expect((await admin.put("/v1/advisors/a1", { name: "小林" })).json()).toMatchObject({
      id: "a1",
      pools: ["default"],
    });
    expect((await admin.get("/v1/advisors")).json().items).toMatchObject([{ id: "a1", openTasks: 0 }]);
  });

  it("show an advisor nobody but itself", async () => {
    const admin = api.as("admin");
    for (const id of ["a1", "a2"]) await admin.put(`/v1/advisors/${id}`, { name: id });
    const advisor = await api.signedIn("advisor", "a2");
    expect((await advisor.get("/v1/advisors")).json().items.map((a: { id: string }) => a.id)).toEqual(["a2"]);
  });
});
