import { MAX_ATTRIBUTE_BYTES } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { changeProfile } from "./change-profile.js";
import { applyAll, CONTEXT, makeEvent, START, someone } from "./profile.testkit.js";

const set = (attributes: Record<string, string | number | boolean | null>) =>
  makeEvent("profile.changed", 1, { attributes });

describe("profile fields and attributes", () => {
  it("are set by profile.changed, which raises nothing of its own", () => {
    const customer = someone();
    const props = {
      name: "王女士",
      salutation: "王姐",
      stage: "已承接",
      advisorId: "a2",
      attributes: { city: "杭州" },
    };
    const [result] = applyAll(customer, [makeEvent("profile.changed", 1, props)]);
    expect(customer).toMatchObject(props);
    expect([...(result?.changed ?? [])]).toEqual(expect.arrayContaining(["stage", "attributes.city"]));
    expect(result?.raised.filter(({ props: { changed } }) => JSON.stringify(changed).includes("stage"))).toEqual([]);
  });

  it("set by a flow are told in one profile.changed with old and new values", () => {
    const customer = someone();
    changeProfile(customer, { stage: "a", attributes: { city: "杭州" } }, START, CONTEXT);
    const { raised } = changeProfile(customer, { stage: "b", attributes: { city: null, children: 2 } }, START, CONTEXT);
    expect(raised).toEqual([
      {
        type: "profile.changed",
        props: {
          changed: ["stage", "attributes.city", "attributes.children"],
          stage: "b",
          attributes: { city: null, children: 2 },
          previous: { stage: "a", attributes: { city: "杭州", children: null } },
        },
      },
    ]);
    expect(customer.attributes).toEqual({ children: 2 });
  });

  it("that the brand does not know, or of another type, are refused one by one", () => {
    const customer = someone();
    const [result] = applyAll(customer, [
      set({ pet: "cat", children: "two", birthday: "soon", city: "杭州", dailyDose: 2, toString: "x" }),
    ]);
    expect(customer.attributes).toEqual({ city: "杭州", dailyDose: 2 });
    expect(result?.problems.map(({ code, field }) => [code, field])).toEqual([
      ["profile.attribute_unknown", "pet"],
      ["profile.attribute_type", "children"],
      ["profile.attribute_type", "birthday"],
      ["profile.attribute_unknown", "toString"],
    ]);
    applyAll(customer, [set({ birthday: "1990-02-28" })]);
    expect(customer.attributes.birthday).toBe("1990-02-28");
  });

  it("stop at the size limit", () => {
    const customer = someone();
    const settings = { ...CONTEXT.settings, attributes: { ...CONTEXT.settings.attributes } };
    for (let i = 0; i < 40; i++) settings.attributes[`t${i}`] = { type: "text", label: "t" };
    const attributes = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`t${i}`, "字".repeat(150)]));
    const [result] = applyAll(customer, [makeEvent("profile.changed", 1, { attributes })], { ...CONTEXT, settings });
    expect(result?.problems[0]?.code).toBe("profile.attribute_limit");
    expect(Buffer.byteLength(JSON.stringify(customer.attributes))).toBeLessThanOrEqual(MAX_ATTRIBUTE_BYTES);
  });

  it("of no use are refused with a word on what to do", () => {
    const [result] = applyAll(someone(), [
      makeEvent("profile.changed", 1, { tier: "超高", stage: 5, identities: { a: 1 } }),
    ]);
    expect(result?.problems.map(({ field }) => field)).toEqual(["stage", "tier", "identities.a"]);
  });

  it("make a buyer of a friend who is known as a shop member", () => {
    const customer = someone();
    applyAll(customer, [makeEvent("profile.changed", 1, { identities: { phone: "1" } })]);
    expect(customer.bound).toBe(false);
    applyAll(customer, [makeEvent("profile.changed", 1, { identities: { member: "m1" } })]);
    expect(customer.bound).toBe(true);
  });

  it("are left alone by a report of what changed", () => {
    const customer = someone();
    applyAll(customer, [makeEvent("profile.changed", 1, { changed: ["stage"], stage: "x" })]);
    expect(customer.stage).toBeUndefined();
  });
});
