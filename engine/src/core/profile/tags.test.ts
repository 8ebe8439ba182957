import { MAX_TAGS } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { DAY_MS } from "../time/index.js";
import { changeTags } from "./change-profile.js";
import { applyAll, CONTEXT, makeEvent, START, someone } from "./profile.testkit.js";
import { profileTimerAt, refreshProfile } from "./refresh.js";

const types = (raised: readonly { type: string; props: object }[]) =>
  raised.flatMap(({ type, props }) => (type === "profile.changed" ? [] : [[type, props]]));

describe("tags", () => {
  it("are raised once, by the flow that adds them", () => {
    const customer = someone();
    const first = changeTags(customer, { add: ["vip", "vip"] }, START, CONTEXT, "flow:f1");
    expect(types(first.raised)).toEqual([["tag.added", { tag: "vip", by: "flow:f1", reason: "set" }]]);
    expect(types(changeTags(customer, { add: ["vip"], remove: ["none"] }, START, CONTEXT).raised)).toEqual([]);
    expect(customer.tags).toEqual(["vip"]);
  });

  it("of an exclusive group replace each other", () => {
    const customer = someone();
    changeTags(customer, { add: ["low"] }, START, CONTEXT);
    const { raised } = changeTags(customer, { add: ["high"] }, START, CONTEXT);
    expect(customer.tags).toEqual(["high"]);
    expect(types(raised)).toEqual([
      ["tag.removed", { tag: "low", reason: "exclusive" }],
      ["tag.added", { tag: "high", reason: "set" }],
    ]);
  });

  it("of an expiring group end by their timer, which adding them again puts off", () => {
    const customer = someone();
    changeTags(customer, { add: ["hot"] }, START, CONTEXT);
    changeTags(customer, { add: ["hot"] }, START + DAY_MS, CONTEXT);
    const timer = profileTimerAt("tag", customer, START + DAY_MS, CONTEXT);
    expect(timer).toBe(START + 31 * DAY_MS);
    expect(types(refreshProfile(customer, START + 31 * DAY_MS - 1, CONTEXT).raised)).toEqual([]);
    const { raised } = refreshProfile(customer, START + 31 * DAY_MS, CONTEXT);
    expect(types(raised)).toEqual([["tag.removed", { tag: "hot", reason: "expired" }]]);
    expect(customer.tagUntil).toEqual({});
  });

  it("that an event adds are not raised again; what the group removes is", () => {
    const customer = someone();
    changeTags(customer, { add: ["low"] }, START, CONTEXT);
    const [result] = applyAll(customer, [makeEvent("tag.added", 1, { tag: "mid", by: "advisor:a1" })]);
    expect(types(result?.raised ?? [])).toEqual([
      ["tag.removed", { tag: "low", by: "advisor:a1", reason: "exclusive" }],
    ]);
  });

  it("stop at the limit and say so", () => {
    const customer = someone();
    customer.tags = Array.from({ length: MAX_TAGS }, (_, i) => `t${i}`);
    const { problems } = changeTags(customer, { add: ["one more"] }, START, CONTEXT);
    expect(problems).toMatchObject([{ code: "profile.tag_limit" }]);
    expect(customer.tags).toHaveLength(MAX_TAGS);
  });
});
