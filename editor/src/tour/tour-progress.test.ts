import { describe, expect, it } from "vitest";
import { stepAfter, TOUR_STEPS, TourStore } from "./tour-progress.js";

const memory = (held: Record<string, string> = {}) => ({
  held,
  getItem: (key: string) => held[key] ?? null,
  setItem: (key: string, value: string) => {
    held[key] = value;
  },
});

describe("how far somebody is in the tour", () => {
  it("begins with the offer, and is kept for each person", () => {
    const storage = memory();
    const mine = new TourStore(storage, "wang");
    expect(mine.snapshot()).toMatchObject({ status: "offered", step: "flow" });
    mine.set({ status: "running", step: "script", flowId: "f", scripts: "[]" });
    expect(new TourStore(storage, "wang").snapshot()).toMatchObject({ step: "script", flowId: "f", scripts: "[]" });
    expect(new TourStore(storage, "li").snapshot().status).toBe("offered");
  });

  it("goes on where it was left, and begins anew when it was at its end", () => {
    const store = new TourStore(memory(), "wang");
    store.set({ status: "left", step: "publish", flowId: "f" });
    store.resume();
    expect(store.snapshot()).toMatchObject({ status: "running", step: "publish", flowId: "f" });
    store.set({ status: "done" });
    store.resume();
    expect(store.snapshot()).toMatchObject({ status: "running", step: "flow", flowId: undefined });
  });

  it("takes what it cannot read, or may not keep, for a first visit", () => {
    for (const stored of ["{", "null", '"x"', '{"status":"?","step":7}']) {
      const store = new TourStore(memory({ "sopflow.tour.wang": stored }), "wang");
      expect(store.snapshot()).toMatchObject({ status: "offered", step: "flow" });
    }
    const forbidden = {
      getItem: () => null,
      setItem: () => {
        throw new Error("no storage");
      },
    };
    const store = new TourStore(forbidden, "wang");
    store.set({ status: "running" });
    expect(store.snapshot().status).toBe("running");
  });

  it("comes to its end after the last deed, or where there is no flow to go on with", () => {
    expect(TOUR_STEPS.slice(0, -1).map((step) => stepAfter(step, true))).toEqual(TOUR_STEPS.slice(1));
    expect(stepAfter("live", true)).toBeUndefined();
    expect(stepAfter("create", false)).toBeUndefined();
    expect(stepAfter("flow", false)).toBe("people");
  });
});
